#include "train/training_set.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "base/random.h"
#include "eval/popularity.h"

namespace twotower {

StepPlaces::StepPlaces(const Sequences& sequences, const StepSource& source)
    : has_all_(source.has_all()) {
  if (has_all_) return;
  offsets_.push_back(0);
  for (std::size_t s = 0; s < sequences.size(); ++s) {
    for (std::uint64_t i = sequences.offsets[s]; i < sequences.offsets[s + 1]; ++i) {
      if (!source.is_step(sequences.rows[i])) continue;
      places_.push_back(static_cast<std::uint32_t>(i - sequences.offsets[s]));
    }
    offsets_.push_back(places_.size());
  }
}

std::span<const std::uint32_t> StepPlaces::places_of(std::uint32_t sequence) const {
  const std::uint64_t begin = offsets_[sequence];
  return std::span(places_).subspan(begin, offsets_[sequence + 1] - begin);
}

std::size_t StepPlaces::count_before(std::uint32_t sequence, std::size_t place) const {
  if (has_all_) return place;
  const auto places = places_of(sequence);
  return static_cast<std::size_t>(std::ranges::lower_bound(places, place) - places.begin());
}

std::size_t StepPlaces::place(std::uint32_t sequence, std::size_t step) const {
  return has_all_ ? step : places_of(sequence)[step];
}

TrainingSet::TrainingSet(const Interactions& interactions, const Sequences& sequences,
                         const ExampleRules& rules)
    : interactions_(interactions), sequences_(sequences), rules_(rules) {
  if (rules_.half_life.has_value()) find_times();
  if (!interactions_.shown.offsets.empty()) find_shown();
  for (const StepSource& history : rules_.histories) {
    steps_.emplace_back(sequences_, history);
    max_group_size_ = std::max(max_group_size_, history.length());
  }
  group_tokens_.resize(steps_.size());
  for (std::uint32_t sequence = 0; sequence < sequences_.size(); ++sequence) {
    if (rules_.examples == Examples::kEvery) {
      add_group(sequence);
    } else {
      add_sequence_examples(sequence);
    }
  }
  max_tokens_ = max_tokens();
}

void TrainingSet::add_sequence_examples(std::uint32_t sequence) {
  for (std::uint32_t position = 0; position < rows_of(sequence).size(); ++position) {
    if (!is_usable(sequence, position)) continue;
    examples_.push_back({sequence, position});
    ++num_examples_;
  }
}

void TrainingSet::add_group(std::uint32_t sequence) {
  const std::vector<std::size_t> examples = examples_of(sequence);
  group_rows_.push_back(static_cast<std::uint32_t>(examples.size()));
  for (std::size_t feature = 0; feature < steps_.size(); ++feature) {
    std::size_t tokens = 0;
    for (const Cut& cut : cuts_of(sequence, feature, examples)) tokens += cut.end - cut.begin;
    group_tokens_[feature].push_back(static_cast<std::uint32_t>(tokens));
    max_group_size_ = std::max(max_group_size_, tokens);
  }
  max_group_size_ = std::max(max_group_size_, examples.size());
  if (examples.empty()) return;
  examples_.push_back({sequence, kWhole});
  num_examples_ += examples.size();
}

std::span<const std::uint64_t> TrainingSet::rows_of(std::uint32_t sequence) const {
  return std::span(sequences_.rows)
      .subspan(sequences_.offsets[sequence],
               sequences_.offsets[sequence + 1] - sequences_.offsets[sequence]);
}

void TrainingSet::find_times() {
  for (const std::uint64_t row : sequences_.rows) {
    const std::int64_t time = interactions_.times[row];
    if (time == kMissingTime) continue;
    if (last_time_ == kMissingTime) first_time_ = last_time_ = time;
    first_time_ = std::min(first_time_, time);
    last_time_ = std::max(last_time_, time);
  }
}

// A row without a time is the oldest, as in histories.
float TrainingSet::weight_of(std::uint64_t row) const {
  const float weight = interactions_.weights.empty() ? 1.0F : interactions_.weights[row];
  if (!rules_.half_life.has_value() || last_time_ == kMissingTime) return weight;
  const std::int64_t time = std::max(interactions_.times[row], first_time_);
  const double half_lives =
      static_cast<double>(last_time_ - time) / static_cast<double>(rules_.half_life->microseconds);
  // The oldest rows must not vanish altogether: a step of them alone has a loss, too.
  return weight * static_cast<float>(std::exp2(-std::min(half_lives, 60.0)));
}

// Without a history and without other features nothing is known of a user, so nothing is learned.
bool TrainingSet::is_usable(std::uint32_t sequence, std::size_t position) const {
  if (!interactions_.is_positive(rows_of(sequence)[position])) return false;
  return steps_.empty() || rules_.has_other_features || has_history(sequence, position);
}

bool TrainingSet::has_history(std::uint32_t sequence, std::size_t position) const {
  return std::ranges::any_of(steps_, [&](const StepPlaces& steps) {
    const std::size_t before = steps.count_before(sequence, position);
    if (rules_.rule == HistoryRule::kBefore) return before > 0;
    const std::size_t after = steps.count_before(sequence, rows_of(sequence).size()) -
                              steps.count_before(sequence, position + 1);
    return before + after > 0;
  });
}

// The place from which on rows of a group are examples: the newest `length` steps of the first
// feature, no more rows than a step has (there may be many between two steps), and causally none
// whose history is not packed. The last row is nobody's history.
std::size_t TrainingSet::first_example_of(std::uint32_t sequence) const {
  const std::size_t size = rows_of(sequence).size();
  const std::size_t max_rows = std::max(rules_.batch_size, rules_.histories[0].length());
  return std::max(first_by_steps(sequence), size - std::min(size, max_rows));
}

std::size_t TrainingSet::first_by_steps(std::uint32_t sequence) const {
  const std::size_t size = rows_of(sequence).size(), length = rules_.histories[0].length();
  const StepPlaces& steps = steps_[0];
  const std::size_t num_steps = steps.count_before(sequence, size);
  if (num_steps <= length) return 0;
  const std::size_t first = steps.place(sequence, num_steps - length);
  const std::size_t num_packed = steps.count_before(sequence, size - 1);
  if (rules_.rule != HistoryRule::kBefore || num_packed <= length) return first;
  return std::max(first, steps.place(sequence, num_packed - length) + 1);
}

// The places of a group's examples, ascending.
std::vector<std::size_t> TrainingSet::examples_of(std::uint32_t sequence) const {
  std::vector<std::size_t> examples;
  const std::size_t size = rows_of(sequence).size();
  for (std::size_t p = first_example_of(sequence); p < size; ++p) {
    if (is_usable(sequence, p)) examples.push_back(p);
  }
  return examples;
}

// The histories of a feature that a group packs, in the order of its examples.
std::vector<TrainingSet::Cut> TrainingSet::cuts_of(std::uint32_t sequence, std::size_t feature,
                                                   std::span<const std::size_t> examples) const {
  if (examples.empty()) return {};
  const std::size_t size = rows_of(sequence).size();
  const StepPlaces& steps = steps_[feature];
  const bool is_causal = rules_.rule == HistoryRule::kBefore;
  if (is_causal && feature > 0) return causal_cuts(sequence, feature, examples);
  const std::size_t end = steps.count_before(sequence, is_causal ? size - 1 : size);
  return {{end - std::min(end, rules_.histories[feature].length()), end, examples.size()}};
}

// An example goes on in the history of the one before it while that has room. Where it has not, a
// new history begins half a length before the example, and in the end each is filled up with older
// steps.
std::vector<TrainingSet::Cut> TrainingSet::causal_cuts(
    std::uint32_t sequence, std::size_t feature, std::span<const std::size_t> examples) const {
  const std::size_t length = rules_.histories[feature].length();
  std::vector<Cut> cuts = {Cut{}};
  for (const std::size_t position : examples) {
    const std::size_t end = steps_[feature].count_before(sequence, position);
    const bool is_first = cuts.back().num_examples == 0;
    if (!is_first && end > cuts.back().begin + length) cuts.emplace_back();
    Cut& cut = cuts.back();
    if (cut.num_examples == 0) {
      const std::size_t kept = end <= length ? end : (length + 1) / 2;
      cut.begin = end - kept;
    }
    cut.end = end;
    ++cut.num_examples;
  }
  for (Cut& cut : cuts) cut.begin = cut.end - std::min(cut.end, length);
  return cuts;
}

// The token that an example wants of a packed history.
std::uint32_t TrainingSet::wanted_in(std::uint32_t sequence, std::size_t feature,
                                     std::size_t position, const Cut& cut,
                                     std::size_t first_token) const {
  const std::size_t step = steps_[feature].count_before(sequence, position);
  const auto token_of = [&](std::size_t i) {
    return static_cast<std::uint32_t>(first_token + i - cut.begin);
  };
  if (rules_.rule == HistoryRule::kBefore) {
    return step > cut.begin ? token_of(step - 1) : PackedHistories::kNone;
  }
  const bool is_packed =
      step >= cut.begin && step < cut.end && steps_[feature].place(sequence, step) == position;
  return is_packed ? token_of(step) : PackedHistories::kAll;
}

std::size_t TrainingSet::max_rows() const {
  std::size_t rows = rules_.batch_size;
  for (const std::uint32_t group : group_rows_) rows = std::max<std::size_t>(rows, group);
  return std::min(rows, num_examples_);
}

std::vector<std::size_t> TrainingSet::max_tokens() const {
  std::vector<std::size_t> tokens;
  for (std::size_t feature = 0; feature < steps_.size(); ++feature) {
    tokens.push_back(rules_.examples == Examples::kEvery
                         ? max_step_tokens(feature)
                         : max_rows() * rules_.histories[feature].length());
  }
  return tokens;
}

// A group that every row is an example of has no more tokens than rows, or one less. Others have
// more tokens, so a step takes a bounded number of them.
std::size_t TrainingSet::max_step_tokens(std::size_t feature) const {
  const bool is_plain =
      feature == 0 && interactions_.weights.empty() && rules_.histories[feature].has_all();
  if (is_plain) return max_rows();
  constexpr std::size_t kTokensPerRow = 4;
  std::size_t tokens =
      std::max(rules_.batch_size * kTokensPerRow, rules_.histories[feature].length());
  for (const std::uint32_t group : group_tokens_[feature]) {
    tokens = std::max<std::size_t>(tokens, group);
  }
  return tokens;
}

void TrainingSet::start_epoch(std::uint64_t seed, std::uint64_t epoch) {
  // From the order of construction, not from the last epoch's: a resumed run starts anywhere.
  std::ranges::sort(examples_, {}, [](const Example& example) {
    return std::pair(example.sequence, example.position);
  });
  RandomSequence random(
      {.seed = seed, .purpose = RandomPurpose::kShuffle, .step = epoch, .example = 0});
  for (std::size_t i = examples_.size(); i > 1; --i) {  // Fisher and Yates
    std::swap(examples_[i - 1], examples_[random.next_below(i)]);
  }
  next_ = 0;
}

bool TrainingSet::next(ExampleBatch& batch) {
  batch.states.histories.resize(steps_.size());
  batch.states.clear();
  batch.states.use = rules_.rule == HistoryRule::kOthers && !steps_.empty()
                         ? UserStates::Use::kAllButWanted
                         : UserStates::Use::kUpToWanted;
  batch.items.clear();
  batch.weights.clear();
  batch.shown_offsets.clear();
  batch.shown_items.clear();
  const std::size_t first = next_;
  for (; next_ < examples_.size(); ++next_) {
    const Example& example = examples_[next_];
    if (next_ > first && !fits(example, batch)) break;
    if (example.position == kWhole) {
      add_sequence(example.sequence, batch);
    } else {
      add_interaction(example, batch);
    }
  }
  return next_ > first;
}

bool TrainingSet::fits(const Example& example, const ExampleBatch& batch) const {
  if (example.position != kWhole) return batch.items.size() < rules_.batch_size;
  if (batch.items.size() + group_rows_[example.sequence] > rules_.batch_size) return false;
  for (std::size_t feature = 0; feature < steps_.size(); ++feature) {
    const std::size_t tokens = batch.states.histories[feature].num_tokens();
    if (tokens + group_tokens_[feature][example.sequence] > max_tokens_[feature]) return false;
  }
  return true;
}

void TrainingSet::add_state(std::uint32_t sequence, std::size_t position, std::uint32_t group,
                            ExampleBatch& batch) const {
  const std::uint64_t row = rows_of(sequence)[position];
  const std::uint32_t user = interactions_.user_slots[row];
  batch.states.user_slots.push_back(
      user == kNoSlot ? static_cast<std::uint32_t>(interactions_.users.size()) : user);
  batch.states.context_rows.push_back(row);
  batch.states.groups.push_back(group);
  batch.items.push_back(interactions_.item_slots[row]);
  if (!interactions_.weights.empty() || rules_.half_life.has_value()) {
    batch.weights.push_back(weight_of(row));
  }
  if (shown_.offsets.empty()) return;
  const std::span<const std::uint32_t> shown = shown_.of(sequences_.offsets[sequence] + position);
  if (batch.shown_offsets.empty()) batch.shown_offsets.push_back(0);
  batch.shown_items.insert(batch.shown_items.end(), shown.begin(), shown.end());
  batch.shown_offsets.push_back(batch.shown_items.size());
}

void TrainingSet::find_shown() {
  const ShownItems& all = interactions_.shown;
  const auto key_of = [](std::uint32_t of, std::uint32_t item) {
    return std::uint64_t{of} << 32 | item;
  };
  const std::vector<std::uint32_t> counts = item_counts();
  absl::flat_hash_set<std::uint64_t> by_user, by_request;  // what fitted rows take
  for (const std::uint64_t row : sequences_.rows) {
    if (!interactions_.is_positive(row)) continue;
    const std::uint32_t item = interactions_.item_slots[row];
    by_user.insert(key_of(interactions_.user_slots[row], item));
    if (!all.requests.empty()) by_request.insert(key_of(all.requests[row], item));
  }
  const auto is_refused = [&](std::uint64_t row, std::uint32_t item) {
    const std::uint32_t user = interactions_.user_slots[row];
    const std::uint32_t request = all.requests.empty() ? kNoSlot : all.requests[row];
    return counts[item] > 0 && (user == kNoSlot || !by_user.contains(key_of(user, item))) &&
           (request == kNoSlot || !by_request.contains(key_of(request, item)));
  };
  shown_.offsets = {0};
  for (const std::uint64_t row : sequences_.rows) {
    std::ranges::copy_if(all.of(row), std::back_inserter(shown_.item_slots),
                         [&](std::uint32_t item) { return is_refused(row, item); });
    shown_.offsets.push_back(shown_.item_slots.size());
  }
}

void TrainingSet::add_interaction(const Example& example, ExampleBatch& batch) const {
  const auto group = static_cast<std::uint32_t>(batch.states.num_groups());
  add_state(example.sequence, example.position, group, batch);
  for (std::size_t feature = 0; feature < steps_.size(); ++feature) {
    PackedHistories& packed = batch.states.histories[feature];
    if (rules_.rule == HistoryRule::kBefore) {
      pack_before(example, feature, packed);
    } else {
      pack_others(example, feature, packed);
    }
  }
}

// Adds steps of a sequence to the history that is being packed.
void TrainingSet::append_steps(std::uint32_t sequence, std::size_t feature, std::size_t begin,
                               std::size_t end, PackedHistories& packed) const {
  const std::span<const std::uint64_t> rows = rows_of(sequence);
  const auto row_of = [&](std::size_t step) { return rows[steps_[feature].place(sequence, step)]; };
  for (std::size_t step = begin; step < end; ++step) {
    const auto before = step > 0 ? std::optional(row_of(step - 1)) : std::nullopt;
    rules_.histories[feature].append(row_of(step), before, packed);
  }
}

void TrainingSet::pack_before(const Example& example, std::size_t feature,
                              PackedHistories& packed) const {
  const std::size_t end = steps_[feature].count_before(example.sequence, example.position);
  const std::size_t begin = end - std::min(end, rules_.histories[feature].length());
  append_steps(example.sequence, feature, begin, end, packed);
  packed.add_state(end > begin ? static_cast<std::uint32_t>(packed.num_tokens() - 1)
                               : PackedHistories::kNone);
  packed.close();
}

// The newest of the others, then the row itself, which the encoder leaves out.
void TrainingSet::pack_others(const Example& example, std::size_t feature,
                              PackedHistories& packed) const {
  const auto [sequence, position] = example;
  const StepPlaces& steps = steps_[feature];
  const std::size_t size = steps.count_before(sequence, rows_of(sequence).size());
  const std::size_t own = steps.count_before(sequence, position);
  const bool is_step = steps.count_before(sequence, position + std::size_t{1}) > own;
  const std::size_t num_others =
      std::min(size - (is_step ? 1 : 0), rules_.histories[feature].length() - 1);
  std::size_t begin = size - num_others;
  if (is_step && own >= begin) {
    append_steps(sequence, feature, begin - 1, own, packed);
    begin = own + 1;
  }
  append_steps(sequence, feature, begin, size, packed);
  rules_.histories[feature].append(rows_of(sequence)[position], std::nullopt, packed);
  packed.add_state(static_cast<std::uint32_t>(packed.num_tokens() - 1));
  packed.close();
}

void TrainingSet::add_sequence(std::uint32_t sequence, ExampleBatch& batch) const {
  const std::vector<std::size_t> examples = examples_of(sequence);
  const auto group = static_cast<std::uint32_t>(batch.states.num_groups());
  for (const std::size_t position : examples) add_state(sequence, position, group, batch);
  for (std::size_t feature = 0; feature < steps_.size(); ++feature) {
    PackedHistories& packed = batch.states.histories[feature];
    std::size_t next = 0;
    for (const Cut& cut : cuts_of(sequence, feature, examples)) {
      const std::size_t first_token = packed.num_tokens();
      append_steps(sequence, feature, cut.begin, cut.end, packed);
      for (const std::size_t end = next + cut.num_examples; next < end; ++next) {
        packed.add_state(wanted_in(sequence, feature, examples[next], cut, first_token));
      }
      packed.close();
    }
  }
}

std::vector<std::uint32_t> TrainingSet::item_counts() const {
  return count_items(interactions_, sequences_);
}

}  // namespace twotower
