#include "train/negative_sampler.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/random.h"

namespace twotower {

NegativeSampler::NegativeSampler(const NegativesOptions& negatives, const SoftmaxLossOptions& loss,
                                 std::span<const std::uint32_t> item_counts)
    : negatives_(negatives),
      loss_(loss),
      item_counts_(item_counts.begin(), item_counts.end()),
      numbers_(item_counts.size()) {
  for (std::uint32_t slot = 0; slot < item_counts_.size(); ++slot) {
    if (item_counts_[slot] > 0) training_items_.push_back(slot);
    num_rows_ += item_counts_[slot];
  }
}

bool NegativeSampler::is_repeated() const {
  if (negatives_.all) return false;
  return loss_.form == SoftmaxForm::kRefined ||
         (loss_.form == SoftmaxForm::kMasked && negatives_.in_batch);
}

std::size_t NegativeSampler::max_candidates(std::size_t rows) const {
  if (negatives_.all) return training_items_.size();
  const std::size_t most = rows + static_cast<std::size_t>(negatives_.uniform);
  return loss_.form == SoftmaxForm::kInclusion ? std::min(most, training_items_.size()) : most;
}

std::size_t NegativeSampler::max_items(std::size_t rows) const {
  const std::size_t shown = rows * static_cast<std::size_t>(negatives_.shown);
  return max_candidates(rows) + std::min(shown, item_counts_.size());
}

void NegativeSampler::make(const ExampleBatch& batch, const TrainingStep& step,
                           CandidateList& list) {
  for (auto* of_last : {&list.item_slots, &list.positives, &list.shown, &list.mask_columns}) {
    of_last->clear();
  }
  list.bias.clear();
  list.mask_offsets.clear();
  numbers_.clear();
  places_of_number_.clear();
  if (negatives_.all) {
    add_all(list);
  } else if (is_repeated()) {
    add_repeated(batch.items, step, list);
  } else {
    add_distinct(batch.items, step, list);
  }
  list.num_candidates = list.item_slots.size();
  set_positives(batch.items, list);
  for (const std::uint32_t item : batch.shown_items) list.shown.push_back(place_of(item, list));
  const bool has_groups = batch.states.num_groups() < batch.states.size();
  // A full list, and one of distinct candidates whose rows stand alone, has a column an item, the
  // positive's.
  const bool is_masked = !negatives_.all && (has_groups || is_repeated() || !negatives_.in_batch);
  if (is_masked || !list.shown.empty()) mask(batch, list);
}

void NegativeSampler::add_all(CandidateList& list) {
  list.item_slots = training_items_;
  for (const std::uint32_t item : training_items_) numbers_.number(item);
}

void NegativeSampler::add_distinct(std::span<const std::uint32_t> positives,
                                   const TrainingStep& step, CandidateList& list) {
  if (negatives_.in_batch) {
    for (const std::uint32_t item : positives) numbers_.number(item);
  }
  for (const std::uint32_t item : draws(step)) numbers_.number(item);
  list.item_slots = numbers_.rows();
  if (negatives_.in_batch && loss_.log_q) set_inclusion_bias(positives.size(), list);
}

// Every row's item and every draw is a column, so an item may be several.
void NegativeSampler::add_repeated(std::span<const std::uint32_t> positives,
                                   const TrainingStep& step, CandidateList& list) {
  if (negatives_.in_batch) list.item_slots.assign(positives.begin(), positives.end());
  const std::vector<std::uint32_t> drawn = draws(step);
  list.item_slots.insert(list.item_slots.end(), drawn.begin(), drawn.end());
  const double uniform =
      static_cast<double>(drawn.size()) / static_cast<double>(training_items_.size());
  std::size_t rows = negatives_.in_batch ? positives.size() : 0;  // that bring their items
  if (rows > 0 && loss_.form == SoftmaxForm::kRefined) --rows;    // besides the row's own
  for (std::uint32_t column = 0; column < list.item_slots.size(); ++column) {
    const std::uint32_t item = list.item_slots[column];
    const double expected = static_cast<double>(rows) * item_counts_[item] / num_rows_ + uniform;
    // A count of 0 is that of a row that stands alone, for its own item, which is masked.
    if (loss_.log_q) {
      list.bias.push_back(expected > 0.0 ? static_cast<float>(-std::log(expected)) : 0.0F);
    }
    const std::uint32_t number = numbers_.number(item);
    if (number == places_of_number_.size()) places_of_number_.emplace_back();
    places_of_number_[number].push_back(column);
  }
}

void NegativeSampler::set_positives(std::span<const std::uint32_t> positives, CandidateList& list) {
  list.has_positive_columns = has_positive_columns();
  const bool has_own = is_repeated() && negatives_.in_batch;
  for (std::uint32_t row = 0; row < positives.size(); ++row) {
    list.positives.push_back(has_own ? row : place_of(positives[row], list));
  }
}

// One place of an item in the list; behind the candidates where it has none yet.
std::uint32_t NegativeSampler::place_of(std::uint32_t item, CandidateList& list) {
  const std::uint32_t number = numbers_.number(item);
  const auto next = static_cast<std::uint32_t>(list.item_slots.size());
  if (number == (is_repeated() ? places_of_number_.size() : next)) {  // it is new
    list.item_slots.push_back(item);
    if (is_repeated()) places_of_number_.push_back({next});
  }
  return is_repeated() ? places_of_number_[number][0] : number;
}

// The candidates that are the item.
void NegativeSampler::append_columns(std::uint32_t item, const CandidateList& list,
                                     std::vector<std::uint32_t>& columns) {
  const std::uint32_t number = numbers_.number(item);
  if (is_repeated()) {
    for (const std::uint32_t place : places_of_number_[number]) {
      if (place < list.num_candidates) columns.push_back(place);
    }
  } else if (number < list.num_candidates) {
    columns.push_back(number);
  }
}

// Masks, in every row, all columns that are its item, one of its group or one shown beside it, but
// the positive's own.
void NegativeSampler::mask(const ExampleBatch& batch, CandidateList& list) {
  const bool has_groups = batch.states.num_groups() < batch.states.size();
  const std::vector<std::uint32_t>& groups = batch.states.groups;
  list.mask_offsets.push_back(0);
  std::vector<std::uint32_t> of_group, of_row;
  const auto sort_unique = [](std::vector<std::uint32_t>& columns) {
    std::ranges::sort(columns);
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  };
  for (std::size_t begin = 0, end = 0; begin < batch.items.size(); begin = end) {
    end = begin + 1;
    while (has_groups && end < groups.size() && groups[end] == groups[begin]) ++end;
    of_group.clear();
    if (!negatives_.all) {
      for (std::size_t row = begin; row < end; ++row) {
        append_columns(batch.items[row], list, of_group);
      }
    }
    sort_unique(of_group);
    for (std::size_t row = begin; row < end; ++row) {
      std::span<const std::uint32_t> columns = of_group;
      if (!batch.shown(row).empty()) {
        of_row = of_group;
        for (const std::uint32_t item : batch.shown(row)) append_columns(item, list, of_row);
        sort_unique(of_row);
        columns = of_row;
      }
      for (const std::uint32_t column : columns) {
        if (list.has_positive_columns && column == list.positives[row]) continue;
        list.mask_columns.push_back(column);
      }
      list.mask_offsets.push_back(list.mask_columns.size());
    }
  }
}

std::vector<std::uint32_t> NegativeSampler::draws(const TrainingStep& step) const {
  RandomSequence random(
      {.seed = step.seed, .purpose = RandomPurpose::kNegatives, .step = step.step, .example = 0});
  std::vector<std::uint32_t> items(static_cast<std::size_t>(negatives_.uniform));
  for (std::uint32_t& item : items) {
    item = training_items_[random.next_below(training_items_.size())];
  }
  return items;
}

// In logarithms, so that a rare item keeps its digits: 1 - pi is near 1.
void NegativeSampler::set_inclusion_bias(std::size_t num_rows, CandidateList& list) const {
  const double share =
      negatives_.uniform == 0 ? 0.0 : 1.0 / static_cast<double>(training_items_.size());
  const double log_not_drawn = static_cast<double>(negatives_.uniform) * std::log1p(-share);
  for (const std::uint32_t item : list.item_slots) {
    const double q = item_counts_[item] / num_rows_;
    const double log_absent = static_cast<double>(num_rows) * std::log1p(-q) + log_not_drawn;
    list.bias.push_back(static_cast<float>(-std::log(-std::expm1(log_absent))));
  }
}

}  // namespace twotower
