#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "synth/visits.h"
#include "synth/world.h"

namespace twotower {

// A world in which every row is one choice among all items, drawn from probabilities that depend on
// the user, the moment and what the user chose before. 50 bytes a row, tables aside.
class ChoiceWorld : public World {
 public:
  std::size_t num_rows() const final { return choices_.size(); }
  std::uint32_t chosen(std::size_t row) const final { return choices_[row].item; }
  void optimal_scores(std::size_t row, std::span<double> scores) const final {
    choice_probabilities(choices_[row], history_before(row), scores);
  }

  // In order of time; equal times by user. A row of interactions() each.
  std::span<const Choice> choices() const { return choices_; }
  // What the user of that row chose before it, oldest first.
  std::span<const Choice> history_before(std::size_t row) const;

 protected:
  // Exact: the very numbers that choices are drawn from.
  //   choice         all but its item
  //   history        the user's earlier choices, oldest first
  //   probabilities  [num_items]  written; they sum to 1
  virtual void choice_probabilities(const Choice& choice, std::span<const Choice> history,
                                    std::span<double> probabilities) const = 0;

  // Draws the items of `visits`, which are in order of time, one after the other. Once, by the
  // function that makes the world.
  void draw_choices(std::uint64_t seed, std::size_t num_users, std::vector<Choice> visits);

 private:
  std::vector<Choice> choices_;
  std::vector<std::uint64_t> first_of_user_;  // [users + 1] of histories_
  std::vector<Choice> histories_;             // user after user, oldest first
  std::vector<std::uint64_t> place_of_;       // [choices] where it stands in histories_
};

// Those of `history` that belong to the visit of `choice`, newest first, at most `count`.
std::vector<Choice> earlier_in_visit(const Choice& choice, std::span<const Choice> history,
                                     std::size_t count);

// Adds `share` in parts over the newest `length` choices of `history`: each newer one gets
// 1 / decay times as much as the one before it. Nothing where there is no history.
void add_remembered(std::span<const Choice> history, std::size_t length, double decay, double share,
                    std::span<double> probabilities);

}  // namespace twotower
