#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "index/index.h"
#include "kernels/exec.h"
#include "kernels/top_k.h"
#include "model/embedder.h"
#include "model/two_tower_model.h"
#include "serve/item_filters.h"
#include "serve/repeat_gains.h"
#include "serve/rules.h"
#include "serve/user_state.h"

// What the sources of Generation share; nobody else includes it.
namespace twotower {

// What is known of one request on its way to an answer.
struct AskedState {
  // Forgets the request before.
  void begin();
  // Whether a slot may be answered, and what a search must know of it.
  bool allows(std::uint32_t slot) const { return allows(options(), slot); }
  static bool allows(const SearchOptions& options, std::uint32_t slot);
  SearchOptions options() const;

  UserState user;
  RepeatGains gains;                        // by which scores are above those of the query
  std::vector<float> query;                 // [dim]
  std::shared_ptr<const SlotSet> filtered;  // what passes the filter; null: all items do
  std::shared_ptr<const SlotSet> passing;   // of that, what passes the rules
  std::vector<std::uint32_t> excluded;      // slots beside it that may not be answered, ascending
  std::vector<std::uint32_t> seen;          // those of them that the repeat rule leaves out
  std::vector<std::uint32_t> shown;         // those that were shown often enough, ascending
  std::vector<std::uint32_t> given;         // those of them that are on pages before, ascending
  bool reads_all = false;                   // as of a request
  std::vector<const ServeRule*> rules;      // that hold for it
  std::vector<ScoredSlot> best;             // [k], then those found
};

// The memory of one request at a time, of any generation of one model.
struct RequestScratch : AskedState {
  explicit RequestScratch(std::shared_ptr<const TwoTowerModel> of);

  // Has scratch memory for searches of this index from then on.
  void fit(const Index& index);

  std::shared_ptr<const TwoTowerModel> model;
  Embedder embedder;
  Exec exec;
  std::vector<float> scores;  // of the catalog, a part of it, or rivals

 private:
  std::size_t scratch_floats_ = 0;
};

// Scratch that nobody uses, of the generations of one model. Thread-safe.
class ScratchPool {
 public:
  explicit ScratchPool(std::shared_ptr<const TwoTowerModel> model) : model_(std::move(model)) {}

  const std::shared_ptr<const TwoTowerModel>& model() const { return model_; }
  std::unique_ptr<RequestScratch> take();
  void give_back(std::unique_ptr<RequestScratch> scratch);

 private:
  std::shared_ptr<const TwoTowerModel> model_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<RequestScratch>> free_;
};

}  // namespace twotower
