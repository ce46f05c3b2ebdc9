#include "kernels/isa.h"

#include <gtest/gtest.h>
#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "kernels/exec.h"
#include "kernels/l2_normalize.h"

namespace twotower {
namespace {

using Names = std::vector<std::string>;

TEST(IsaTest, EveryMachineHasOneAndScalarIsTheLast) {
  EXPECT_EQ(isas_among(0), Names{"scalar"});
  EXPECT_EQ(isas_among(std::int64_t{1} << 60), Names{"scalar"});  // that we know nothing of
  EXPECT_EQ(isas_among(HWY_SCALAR), Names{"scalar"});
  EXPECT_EQ(isas_among(HWY_EMU128), Names{"scalar"});
  EXPECT_EQ(isas_among(HWY_SSSE3), (Names{"ssse3", "scalar"}));
  EXPECT_EQ(isas_among(HWY_AVX2 | HWY_SSE4 | HWY_SSSE3),
            (Names{"avx2", "sse4", "ssse3", "scalar"}));
  EXPECT_EQ(supported_isas().back(), "scalar");
}

TEST(IsaTest, UsesEachThatItNames) {
  for (const std::string& isa : supported_isas()) {
    ASSERT_TRUE(use_isa(isa).ok());
    EXPECT_EQ(active_isa(), isa);
  }
  ASSERT_TRUE(use_isa("").ok());
  EXPECT_EQ(active_isa(), supported_isas().front());
}

TEST(IsaTest, RefusesWhatNobodyHasAndWhatThisMachineHasNot) {
  for (const std::string isa : {"avx1024", "generic", "SCALAR", "avx512", "avx2"}) {
    const Names supported = supported_isas();
    if (std::ranges::find(supported, isa) != supported.end()) continue;
    const auto refused = use_isa(isa);
    ASSERT_FALSE(refused.ok()) << isa;
    EXPECT_EQ(refused.error().code, ErrorCode::kMachineNoIsa);
    EXPECT_EQ(active_isa(), supported.front());
  }
}

float first_of_unit(float x, float y) {
  Exec exec(0);
  std::array<float, 2> row = {x, y}, unit = {};
  float inv_norm = 0.0F;
  l2_normalize(exec, {row.data(), 1, 2}, 1e-12F, {unit.data(), 1, 2}, &inv_norm);
  return unit[0];
}

// Highway then reports nothing but its fallback, as on a processor without SSSE3.
TEST(IsaTest, AMachineWithoutAnyRunsTheScalarPath) {
  hwy::SetSupportedTargetsForTest(HWY_SCALAR | HWY_EMU128);
  hwy::GetChosenTarget().DeInit();
  EXPECT_EQ(active_isa(), "scalar");
  EXPECT_NEAR(first_of_unit(3.0F, 4.0F), 0.6F, 1e-6F);
  hwy::SetSupportedTargetsForTest(0);
  ASSERT_TRUE(use_isa("").ok());
  EXPECT_EQ(active_isa(), supported_isas().front());
}

}  // namespace
}  // namespace twotower
