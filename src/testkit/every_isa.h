#pragma once

#include <gtest/gtest.h>

#include <string>

#include "kernels/exec.h"
#include "kernels/isa.h"

namespace twotower::testkit {

// Runs every TEST_P of a fixture that derives from it once for each instruction set of the machine.
class EveryIsaTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    ASSERT_TRUE(use_isa(GetParam()).ok());
    ASSERT_EQ(active_isa(), GetParam());
  }
  void TearDown() override { ASSERT_TRUE(use_isa("").ok()); }

  Exec exec_{1 << 20};
};

}  // namespace twotower::testkit

#define TWOTOWER_EVERY_ISA(Fixture)                                                \
  INSTANTIATE_TEST_SUITE_P(EveryIsa, Fixture, testing::ValuesIn(supported_isas()), \
                           [](const auto& test) { return test.param; })
