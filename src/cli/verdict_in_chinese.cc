#include "cli/in_chinese.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace twotower {
namespace {

// Whole per cent. Never "-0".
std::string gain_in_percent(double share) {
  if (std::isinf(share)) return "无穷多";
  return fmt::format("{}", std::lround(100.0 * share));
}

std::string_view rival_in_chinese(std::string_view rival) {
  if (rival == "popularity") return "热门排行";
  if (rival == "user_popularity") return "个人热门排行";
  return "item-kNN";
}

}  // namespace

std::string verdict_in_chinese(const TestVerdict& verdict) {
  const std::string rival(rival_in_chinese(verdict.rival));
  const std::string& metric = verdict.metric;
  const std::string gain = gain_in_percent(verdict.gain);
  if (!verdict.low) {
    return fmt::format("还不能说 {} 优于 {}：相差 {} %，但测试用户不足 {} 个。", metric, rival,
                       gain, verdict.min_users);
  }
  const std::string range = fmt::format("95 % 区间 {}..{}", gain_in_percent(*verdict.low),
                                        gain_in_percent(*verdict.high));
  if (verdict.is_better) {
    return fmt::format("{} 比 {} 好 {} %（{}）。值得做 A/B 测试。", metric, rival, gain, range);
  }
  return fmt::format("{} 不优于 {}（相差 {} %，{}）。", metric, rival, gain, range);
}

}  // namespace twotower
