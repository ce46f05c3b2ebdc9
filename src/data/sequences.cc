#include "data/sequences.h"

namespace twotower {

Sequences sequences_of(const Interactions& interactions, const Split& split, const Parts& parts) {
  Sequences sequences{.offsets = {0}};
  sequences.offsets.reserve(interactions.num_sequences() + 1);
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    const std::uint64_t end = interactions.sequence_offsets[s + 1];
    for (std::uint64_t row = interactions.sequence_offsets[s]; row < end; ++row) {
      if (parts.contains(split.parts[row])) sequences.rows.push_back(row);
    }
    sequences.offsets.push_back(sequences.rows.size());
  }
  return sequences;
}

}  // namespace twotower
