#include "serve/request_scratch.h"

namespace twotower {

RequestScratch::RequestScratch(std::shared_ptr<const TwoTowerModel> of)
    : model(std::move(of)), embedder(*model), exec(0) {}

void AskedState::begin() {
  user.unknown.clear();
  gains.clear();
  shown.clear();
  given.clear();
  reads_all = false;
  rules.clear();
}

void RequestScratch::fit(const Index& index) {
  if (index.search_scratch_floats() <= scratch_floats_) return;
  scratch_floats_ = index.search_scratch_floats();
  exec = Exec(scratch_floats_);
}

bool AskedState::allows(const SearchOptions& options, std::uint32_t slot) {
  return options.allowed[slot] && !is_excluded(options.excluded, slot);
}

SearchOptions AskedState::options() const {
  return {passing == nullptr ? AllowedSlots() : AllowedSlots{passing->words}, excluded, reads_all};
}

std::unique_ptr<RequestScratch> ScratchPool::take() {
  {
    const std::scoped_lock lock(mutex_);
    if (!free_.empty()) {
      std::unique_ptr<RequestScratch> scratch = std::move(free_.back());
      free_.pop_back();
      return scratch;
    }
  }
  return std::make_unique<RequestScratch>(model_);
}

void ScratchPool::give_back(std::unique_ptr<RequestScratch> scratch) {
  const std::scoped_lock lock(mutex_);
  free_.push_back(std::move(scratch));
}

}  // namespace twotower
