#include "train/training_set.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/random.h"
#include "eval/popularity.h"

namespace twotower {

TrainingSet::TrainingSet(const Interactions& interactions, const Sequences& sequences,
                         const ExampleRules& rules)
    : interactions_(interactions), sequences_(sequences), rules_(rules) {
  if (rules_.half_life.has_value()) find_times();
  for (std::uint32_t sequence = 0; sequence < sequences_.size(); ++sequence) {
    const std::size_t size = rows_of(sequence).size();
    if (rules_.examples == Examples::kEvery) {
      if (const std::size_t rows = num_rows_of({sequence, kWhole}); rows > 0) {
        examples_.push_back({sequence, kWhole});
        num_examples_ += rows;
      }
      continue;
    }
    for (std::uint32_t position = 0; position < size; ++position) {
      if (!is_usable(sequence, position)) continue;
      examples_.push_back({sequence, position});
      ++num_examples_;
    }
  }
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
  if (rules_.length == 0 || rules_.has_other_features) return true;
  return rules_.rule == HistoryRule::kBefore ? position > 0 : rows_of(sequence).size() > 1;
}

std::size_t TrainingSet::num_rows_of(const Example& example) const {
  if (example.position != kWhole) return 1;
  const std::span<const std::uint64_t> rows = rows_of(example.sequence);
  // Causal: of the newest length + 1 rows, the oldest is only history.
  const std::size_t first = rows.size() - std::min(rows.size(), rules_.length);
  std::size_t count = 0;
  for (std::size_t position = first; position < rows.size(); ++position) {
    count += is_usable(example.sequence, position) ? 1 : 0;
  }
  return count;
}

std::size_t TrainingSet::num_tokens_of(const Example& example) const {
  const std::size_t size = rows_of(example.sequence).size();
  if (example.position != kWhole) return std::min(size, rules_.length);
  return std::min(size - (rules_.rule == HistoryRule::kBefore && size > 0 ? 1 : 0), rules_.length);
}

std::size_t TrainingSet::max_rows() const {
  const std::size_t rows = rules_.examples == Examples::kEvery
                               ? std::max(rules_.batch_size, rules_.length)
                               : rules_.batch_size;
  return std::min(rows, num_examples_);
}

std::size_t TrainingSet::max_tokens() const {
  if (rules_.length == 0) return 0;
  return rules_.examples == Examples::kEvery ? max_step_tokens() : max_rows() * rules_.length;
}

// A whole sequence of n tokens gives n rows, or n + 1; with rows of weight 0 among them it gives
// fewer, and a step takes a bounded number of tokens instead.
std::size_t TrainingSet::max_step_tokens() const {
  if (interactions_.weights.empty()) return max_rows();
  constexpr std::size_t kTokensPerRow = 4;
  return std::max(rules_.batch_size * kTokensPerRow, rules_.length);
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
  batch.states.clear();
  batch.states.use = rules_.rule == HistoryRule::kOthers && rules_.length > 0
                         ? UserStates::Use::kAllButWanted
                         : UserStates::Use::kUpToWanted;
  batch.items.clear();
  batch.weights.clear();
  const std::size_t first = next_;
  for (; next_ < examples_.size(); ++next_) {
    const Example& example = examples_[next_];
    const bool is_full = batch.items.size() + num_rows_of(example) > rules_.batch_size ||
                         (example.position == kWhole &&
                          batch.states.tokens.size() + num_tokens_of(example) > max_step_tokens());
    if (is_full && next_ > first) break;
    if (example.position == kWhole) {
      add_sequence(example, batch);
    } else {
      add_interaction(example, batch);
    }
  }
  return next_ > first;
}

void TrainingSet::add_state(std::uint64_t row, std::uint32_t wanted, ExampleBatch& batch) const {
  const std::uint32_t user = interactions_.user_slots[row];
  batch.states.user_slots.push_back(
      user == kNoSlot ? static_cast<std::uint32_t>(interactions_.users.size()) : user);
  batch.states.context_rows.push_back(row);
  batch.states.wanted.push_back(wanted);
  batch.states.sequences.push_back(static_cast<std::uint32_t>(batch.states.num_sequences()));
  batch.items.push_back(interactions_.item_slots[row]);
  if (!interactions_.weights.empty() || rules_.half_life.has_value()) {
    batch.weights.push_back(weight_of(row));
  }
}

void TrainingSet::add_interaction(const Example& example, ExampleBatch& batch) const {
  const std::span<const std::uint64_t> rows = rows_of(example.sequence);
  auto& tokens = batch.states.tokens;
  const std::size_t first_token = tokens.size();
  std::uint32_t wanted = UserStates::kNone;
  if (rules_.length > 0 && rules_.rule == HistoryRule::kBefore) {
    const std::size_t begin =
        example.position - std::min<std::size_t>(example.position, rules_.length);
    for (std::size_t i = begin; i < example.position; ++i) {
      tokens.push_back(interactions_.item_slots[rows[i]]);
    }
    if (tokens.size() > first_token) wanted = static_cast<std::uint32_t>(tokens.size() - 1);
  } else if (rules_.length > 0) {
    // The newest of the others, then the row itself, which the encoder leaves out.
    const std::size_t size = rows.size(), begin = size - std::min(size, rules_.length);
    const bool is_among_newest = example.position >= begin;
    for (std::size_t i = begin + (is_among_newest ? 0 : 1); i < size; ++i) {
      if (i != example.position) tokens.push_back(interactions_.item_slots[rows[i]]);
    }
    tokens.push_back(interactions_.item_slots[rows[example.position]]);
    wanted = static_cast<std::uint32_t>(tokens.size() - 1);
  }
  add_state(rows[example.position], wanted, batch);
  batch.states.offsets.push_back(tokens.size());
}

void TrainingSet::add_sequence(const Example& example, ExampleBatch& batch) const {
  const std::span<const std::uint64_t> rows = rows_of(example.sequence);
  auto& tokens = batch.states.tokens;
  const auto first_token = static_cast<std::uint32_t>(tokens.size());
  const bool is_causal = rules_.rule == HistoryRule::kBefore;
  const std::size_t kept = std::min(rows.size(), rules_.length + (is_causal ? 1 : 0));
  const std::span<const std::uint64_t> newest = rows.last(kept);
  // A causal history of `kept` rows has kept - 1 tokens: the last row is nobody's history.
  for (std::size_t i = 0; i + (is_causal ? 1 : 0) < kept; ++i) {
    tokens.push_back(interactions_.item_slots[newest[i]]);
  }
  for (std::uint32_t i = 0; i < kept; ++i) {
    if (!interactions_.is_positive(newest[i])) continue;
    if (!is_causal) {
      add_state(newest[i], first_token + i, batch);
    } else if (i > 0) {
      add_state(newest[i], first_token + i - 1, batch);
    } else if (rules_.has_other_features && kept == rows.size() && kept <= rules_.length) {
      add_state(newest[i], UserStates::kNone, batch);
    }
  }
  batch.states.offsets.push_back(tokens.size());
}

std::vector<std::uint32_t> TrainingSet::item_counts() const {
  return count_items(interactions_, sequences_);
}

}  // namespace twotower
