#include "data/collapse_rows.h"

#include "data/interactions.h"
#include "features/collapse_rule.h"

namespace twotower {
namespace {

class RowCollapser {
 public:
  RowCollapser(const CollapseInput& input, Duration within) : input_(input), events_(within) {}

  CollapsedRows run() && {
    const OrderedRows& ordered = input_.ordered;
    for (std::size_t s = 0; s + 1 < ordered.offsets.size(); ++s) {
      events_.clear();
      for (std::uint64_t i = ordered.offsets[s]; i < ordered.offsets[s + 1]; ++i) {
        add(ordered.rows[i]);
      }
    }
    return std::move(found_);
  }

 private:
  float weight_of(std::uint64_t row) const {
    return input_.weights.empty() ? 1.0F : input_.weights[row];
  }

  void add(std::uint64_t row) {
    const bool is_out = !input_.is_out.empty() && input_.is_out[row] != 0;
    if (is_out || input_.times[row] == kMissingTime) return;
    const std::uint32_t item = input_.item_slots[row];
    const CollapsedEvents::Kept event = {input_.times[row], weight_of(row), row};
    const CollapsedEvents::Kept* same = events_.find(item, event.time);
    if (same == nullptr) return events_.keep(item, event);
    found_.num_funnels += same->weight != event.weight ? 1 : 0;
    const bool is_fixed = same->row < input_.first_later && row >= input_.first_later;
    if (is_fixed || !takes_place(event.weight, *same)) {
      found_.rows.push_back(row);
      return;
    }
    found_.rows.push_back(same->row);
    events_.keep(item, event);
  }

  const CollapseInput& input_;
  CollapsedEvents events_;
  CollapsedRows found_;
};

}  // namespace

CollapsedRows collapse_rows(const CollapseInput& input, Duration within) {
  return RowCollapser(input, within).run();
}

}  // namespace twotower
