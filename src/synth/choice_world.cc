#include "synth/choice_world.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "synth/draw.h"

namespace twotower {

void ChoiceWorld::draw_choices(std::uint64_t seed, std::size_t num_users,
                               std::vector<Choice> visits) {
  choices_ = std::move(visits);
  first_of_user_.assign(num_users + 1, 0);
  for (const Choice& choice : choices_) ++first_of_user_[choice.user + 1];
  std::partial_sum(first_of_user_.begin(), first_of_user_.end(), first_of_user_.begin());
  std::vector<std::uint64_t> next(first_of_user_.begin(), first_of_user_.end() - 1);
  histories_.resize(choices_.size());
  place_of_.reserve(choices_.size());
  std::vector<double> probabilities(num_items());
  for (std::size_t row = 0; row < choices_.size(); ++row) {
    Choice& choice = choices_[row];
    place_of_.push_back(next[choice.user]++);
    choice_probabilities(choice, history_before(row), probabilities);
    RandomSequence random({seed, RandomPurpose::kWorldChoices, 0, row});
    choice.item = static_cast<std::uint32_t>(draw_weighted(random, probabilities));
    histories_[place_of_[row]] = choice;
  }
}

std::span<const Choice> ChoiceWorld::history_before(std::size_t row) const {
  const std::uint64_t first = first_of_user_[choices_[row].user];
  return std::span(histories_).subspan(first, place_of_[row] - first);
}

std::vector<Choice> earlier_in_visit(const Choice& choice, std::span<const Choice> history,
                                     std::size_t count) {
  std::vector<Choice> earlier;
  for (std::size_t i = history.size(); i-- > 0 && earlier.size() < count;) {
    if (choice.time_ms - history[i].time_ms > kDayMs) break;  // no visit is longer
    if (history[i].visit == choice.visit) earlier.push_back(history[i]);
  }
  return earlier;
}

void add_remembered(std::span<const Choice> history, std::size_t length, double decay, double share,
                    std::span<double> probabilities) {
  const std::span remembered = history.last(std::min(history.size(), length));
  if (remembered.empty()) return;
  double sum = 0.0;
  for (std::size_t i = 0; i < remembered.size(); ++i) sum = sum * decay + 1.0;
  double part = share / sum;
  for (std::size_t i = remembered.size(); i-- > 0; part *= decay) {
    probabilities[remembered[i].item] += part;
  }
}

}  // namespace twotower
