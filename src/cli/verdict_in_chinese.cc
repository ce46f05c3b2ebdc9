#include "cli/verdict_in_chinese.h"

#include <fmt/format.h>

#include <cmath>

namespace twotower {
namespace {

// Whole per cent. Never "-0".
std::string percent(double share) {
  if (std::isinf(share)) return "无穷多";
  return fmt::format("{}", std::lround(100.0 * share));
}

}  // namespace

std::string verdict_in_chinese(const Verdict& verdict) {
  if (!verdict.interval) {
    return fmt::format("还不能说优于 item-kNN：相差 {} %，但测试用户不足 {} 个。",
                       percent(verdict.gain), kMinUsersForInterval);
  }
  const std::string range = fmt::format("95 % 区间 {}..{}", percent(verdict.interval->low),
                                        percent(verdict.interval->high));
  if (verdict.is_better) {
    return fmt::format("比 item-kNN 好 {} %（{}）。值得做 A/B 测试。", percent(verdict.gain),
                       range);
  }
  return fmt::format("不优于 item-kNN（相差 {} %，{}）。", percent(verdict.gain), range);
}

}  // namespace twotower
