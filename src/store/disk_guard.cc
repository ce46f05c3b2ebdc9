#include "store/disk_guard.h"

#include <filesystem>
#include <system_error>

#include "base/messages/store_errors.h"

namespace twotower {
namespace {

constexpr double kMargin = 0.05;

}  // namespace

Result<void> DiskGuard::check() {
  const DiskUse now = use();
  if (!now.is_full) return {};
  return Error{
      ErrorCode::kStoreFull, "state.disk",
      StateDiskUsed(now.share, options_.folder, options_.max_share, options_.max_share - kMargin)};
}

DiskUse DiskGuard::use() {
  const std::scoped_lock lock(mutex_);
  look();
  return use_;
}

// What root alone may use counts as used: the server need not be root.
void DiskGuard::look() {
  constexpr std::chrono::seconds kPause(1);
  const auto now = std::chrono::steady_clock::now();
  if (options_.folder.empty() || now < next_look_) return;
  next_look_ = now + kPause;
  std::error_code error;
  const auto space = std::filesystem::space(options_.folder, error);
  if (error || space.capacity == 0) return;
  use_.share = 1.0 - static_cast<double>(space.available) / static_cast<double>(space.capacity);
  const double bound = use_.is_full ? options_.max_share - kMargin : options_.max_share;
  use_.is_full = use_.share > bound;
}

}  // namespace twotower
