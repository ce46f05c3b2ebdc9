#include "data/repeat.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <vector>

namespace twotower {
namespace {

constexpr double kRepeatsAreCommon = 0.10;

// A row that counts. `owner` is who may repeat: a user, or a sequence without one.
struct Visit {
  std::uint64_t owner;
  std::int64_t moment;
  std::uint64_t row;
};

// Whether rows of a part are among those before a row of `measured`, or are such.
bool is_before(Part part, Part measured) {
  if (part == Part::kCold) return false;
  return part == Part::kTrain || part == Part::kValidation || measured == Part::kTest;
}

std::vector<Visit> visits_of(const Interactions& interactions, const Split& split, Part measured) {
  std::vector<Visit> visits;
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    for (std::uint64_t row = interactions.sequence_offsets[s];
         row < interactions.sequence_offsets[s + 1]; ++row) {
      const Part part = split.parts[row];
      if (!is_before(part, measured)) continue;
      const std::uint32_t user = interactions.user_slots[row];
      const std::uint64_t owner = user == kNoSlot ? (std::uint64_t{1} << 32) + s : user;
      std::int64_t moment = 0;
      if (interactions.order == OrderSource::kTime) moment = interactions.times[row];
      if (interactions.order == OrderSource::kNone) moment = part == Part::kTrain ? 0 : 1;
      visits.push_back({owner, moment, row});
    }
  }
  return visits;
}

}  // namespace

double RepeatShare::share() const {
  return num_rows == 0 ? 0.0 : static_cast<double>(num_repeats) / static_cast<double>(num_rows);
}

RepeatShare measure_repeats(const Interactions& interactions, const Split& split, Part part) {
  std::vector<Visit> visits = visits_of(interactions, split, part);
  std::ranges::sort(visits, {}, [](const Visit& visit) {
    return std::tuple(visit.owner, visit.moment, visit.row);
  });
  RepeatShare measured;
  std::unordered_set<std::uint32_t> known;
  for (std::size_t i = 0; i < visits.size(); ++i) {
    if (i == 0 || visits[i].owner != visits[i - 1].owner) known.clear();
    if (!interactions.is_target(visits[i].row)) continue;
    const bool is_known = !known.insert(interactions.item_slots[visits[i].row]).second;
    if (split.parts[visits[i].row] != part) continue;
    ++measured.num_rows;
    measured.num_repeats += is_known ? 1 : 0;
  }
  return measured;
}

RepeatRule resolve_repeat(RepeatRule rule, const RepeatShare& measured) {
  if (rule != RepeatRule::kAuto) return rule;
  return measured.share() >= kRepeatsAreCommon ? RepeatRule::kAllow : RepeatRule::kExclude;
}

}  // namespace twotower
