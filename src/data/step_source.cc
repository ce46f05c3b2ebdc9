#include "data/step_source.h"

#include <vector>

#include "features/time_gap.h"

namespace twotower {

StepSource::StepSource(const Interactions& interactions, const EncodedSides& sides,
                       const SequenceOptions& options, std::size_t feature)
    : interactions_(interactions),
      length_(static_cast<std::size_t>(options.length)),
      reads_time_gaps_(options.time_gap) {
  if (options.where.has_value()) is_step_ = sides.is_step[feature];
  if (options.event_type) event_types_ = sides.event_types;
}

void StepSource::append(std::uint64_t row, std::optional<std::uint64_t> before,
                        PackedHistories& to) const {
  to.items.push_back(interactions_.item_slots[row]);
  if (!event_types_.empty()) to.event_types.push_back(event_types_[row]);
  if (!reads_time_gaps_) return;
  const auto time_of = [&](std::uint64_t of) { return interactions_.times[of]; };
  const bool has_gap =
      before.has_value() && time_of(*before) != kMissingTime && time_of(row) != kMissingTime;
  to.time_gaps.push_back(has_gap ? time_gap_row(time_of(*before), time_of(row)) : kNoTimeGap);
}

void StepSource::append_newest(std::span<const std::uint64_t> rows, PackedHistories& to) const {
  // One step more than is packed tells the gap before the first.
  std::vector<std::uint64_t> newest;
  for (std::size_t i = rows.size(); i-- > 0 && newest.size() <= length_;) {
    if (is_step(rows[i])) newest.push_back(rows[i]);
  }
  std::optional<std::uint64_t> before;
  if (newest.size() > length_) {
    before = newest.back();
    newest.pop_back();
  }
  for (std::size_t i = newest.size(); i-- > 0;) {
    append(newest[i], before, to);
    before = newest[i];
  }
  to.add_state(newest.empty() ? PackedHistories::kNone
                              : static_cast<std::uint32_t>(to.num_tokens() - 1));
  to.close();
}

}  // namespace twotower
