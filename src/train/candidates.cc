#include "train/candidates.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/random.h"

namespace twotower {

CandidateMaker::CandidateMaker(const NegativesOptions& negatives, const CandidateForm& form,
                               std::span<const std::uint32_t> item_counts)
    : negatives_(negatives),
      form_(form),
      item_counts_(item_counts.begin(), item_counts.end()),
      numbers_(item_counts.size()) {
  for (std::uint32_t slot = 0; slot < item_counts_.size(); ++slot) {
    if (item_counts_[slot] > 0) training_items_.push_back(slot);
    num_rows_ += item_counts_[slot];
  }
}

std::size_t CandidateMaker::max_items(std::size_t rows) const {
  const auto uniform = static_cast<std::size_t>(negatives_.uniform);
  if (negatives_.all) return training_items_.size();
  if (!form_.is_distinct) return rows + uniform;
  return std::min(rows + uniform, training_items_.size());
}

void CandidateMaker::make(std::span<const std::uint32_t> positives,
                          std::span<const std::uint32_t> sequences, const TrainingStep& step,
                          CandidateList& list) {
  list.item_slots.clear();
  list.bias.clear();
  list.positives.clear();
  list.mask_offsets.clear();
  list.mask_columns.clear();
  list.has_positive_columns = true;
  numbers_.clear();
  columns_of_number_.clear();
  if (negatives_.all) return add_all(positives, list);
  if (!negatives_.in_batch) {
    add_draws_only(positives, step, list);
  } else if (!form_.is_distinct) {
    add_repeated(positives, step, list);
  } else {
    add_distinct(positives, step, list);
    if (sequences.empty()) return;  // an item is one column: the positive's
  }
  mask(positives, sequences, list);
}

void CandidateMaker::add_all(std::span<const std::uint32_t> positives, CandidateList& list) {
  list.item_slots = training_items_;
  list.num_candidates = training_items_.size();
  for (const std::uint32_t item : training_items_) numbers_.number(item);
  for (const std::uint32_t item : positives) list.positives.push_back(numbers_.number(item));
}

void CandidateMaker::add_distinct(std::span<const std::uint32_t> positives,
                                  const TrainingStep& step, CandidateList& list) {
  for (const std::uint32_t item : positives) list.positives.push_back(numbers_.number(item));
  for (const std::uint32_t item : draws(step)) numbers_.number(item);
  list.item_slots = numbers_.rows();
  list.num_candidates = list.item_slots.size();
  if (form_.has_bias) set_inclusion_bias(positives.size(), list);
}

void CandidateMaker::add_draws_only(std::span<const std::uint32_t> positives,
                                    const TrainingStep& step, CandidateList& list) {
  for (const std::uint32_t item : draws(step)) numbers_.number(item);
  list.num_candidates = numbers_.rows().size();
  list.has_positive_columns = false;
  for (const std::uint32_t item : positives) list.positives.push_back(numbers_.number(item));
  list.item_slots = numbers_.rows();
}

// Every row's item and every draw is a column, so an item may be several.
void CandidateMaker::add_repeated(std::span<const std::uint32_t> positives,
                                  const TrainingStep& step, CandidateList& list) {
  list.item_slots.assign(positives.begin(), positives.end());
  const std::vector<std::uint32_t> drawn = draws(step);
  list.item_slots.insert(list.item_slots.end(), drawn.begin(), drawn.end());
  list.num_candidates = list.item_slots.size();
  const double uniform =
      static_cast<double>(drawn.size()) / static_cast<double>(training_items_.size());
  const auto num_rows = static_cast<double>(positives.size());
  for (std::uint32_t column = 0; column < list.num_candidates; ++column) {
    const std::uint32_t item = list.item_slots[column];
    const double expected = num_rows * item_counts_[item] / num_rows_ + uniform;
    if (form_.has_bias) list.bias.push_back(static_cast<float>(-std::log(expected)));
    const std::uint32_t number = numbers_.number(item);
    if (number == columns_of_number_.size()) columns_of_number_.emplace_back();
    columns_of_number_[number].push_back(column);
  }
  for (std::uint32_t row = 0; row < positives.size(); ++row) list.positives.push_back(row);
}

// The candidates that are item `number` of the step. Where they are distinct, an item's column is
// its number, if it is a candidate at all.
void CandidateMaker::append_columns(std::uint32_t number, const CandidateList& list,
                                    std::vector<std::uint32_t>& columns) const {
  if (!columns_of_number_.empty()) {
    const std::vector<std::uint32_t>& same = columns_of_number_[number];
    columns.insert(columns.end(), same.begin(), same.end());
  } else if (number < list.num_candidates) {
    columns.push_back(number);
  }
}

// Masks, in every row, all columns that are its item or one of its sequence, but the positive's
// own.
void CandidateMaker::mask(std::span<const std::uint32_t> positives,
                          std::span<const std::uint32_t> sequences, CandidateList& list) {
  list.mask_offsets.push_back(0);
  std::vector<std::uint32_t> columns;
  for (std::size_t begin = 0; begin < positives.size();) {
    std::size_t end = begin + 1;
    while (end < sequences.size() && sequences[end] == sequences[begin]) ++end;
    columns.clear();
    for (std::size_t row = begin; row < end; ++row) {
      append_columns(numbers_.number(positives[row]), list, columns);
    }
    std::ranges::sort(columns);
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    for (std::size_t row = begin; row < end; ++row) {
      for (const std::uint32_t column : columns) {
        if (list.has_positive_columns && column == list.positives[row]) continue;
        list.mask_columns.push_back(column);
      }
      list.mask_offsets.push_back(list.mask_columns.size());
    }
    begin = end;
  }
}

std::vector<std::uint32_t> CandidateMaker::draws(const TrainingStep& step) const {
  RandomSequence random(
      {.seed = step.seed, .purpose = RandomPurpose::kNegatives, .step = step.step, .example = 0});
  std::vector<std::uint32_t> items(static_cast<std::size_t>(negatives_.uniform));
  for (std::uint32_t& item : items) {
    item = training_items_[random.next_below(training_items_.size())];
  }
  return items;
}

// In logarithms, so that a rare item keeps its digits: 1 - pi is near 1.
void CandidateMaker::set_inclusion_bias(std::size_t num_rows, CandidateList& list) const {
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
