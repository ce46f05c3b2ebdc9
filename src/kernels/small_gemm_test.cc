#include "kernels/small_gemm.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kernels/reference/gemm.h"
#include "testkit/every_isa.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using Form = Factor::Form;
using testkit::RandomMatrix;

class SmallGemmTest : public testkit::EveryIsaTest {
 protected:
  // Checks both outputs; c and the factors are the left columns of matrices that are wider by 3.
  void check(Form a_form, Form b_form, std::size_t rows, std::size_t depth, std::size_t cols) {
    RandomMatrix a = a_form == Form::kPlain ? RandomMatrix(rows, depth + 3, 1)
                                            : RandomMatrix(depth, rows + 3, 1);
    RandomMatrix b = b_form == Form::kPlain ? RandomMatrix(depth, cols + 3, 2)
                                            : RandomMatrix(cols, depth + 3, 2);
    RandomMatrix c(rows, cols + 3, 3), expected = c;
    const auto left = [](RandomMatrix& m) {
      return MatrixView<float>{m.view().data(), m.view().rows(), m.view().cols() - 3,
                               m.view().stride()};
    };
    for (const GemmOutput output : {GemmOutput::kAddedTo, GemmOutput::kOverwritten}) {
      small_gemm(exec_, {left(a), a_form}, {left(b), b_form}, output, left(c));
      reference::gemm({left(a), a_form}, {left(b), b_form}, depth, output, left(expected));
      for (std::size_t i = 0; i < c.values().size(); ++i) {
        EXPECT_NEAR(c.values()[i], expected.values()[i], 1e-5F) << depth << " x " << cols;
      }
    }
  }
};

TEST_P(SmallGemmTest, MatchesReferenceForEveryTailLength) {
  for (std::size_t n = 1; n <= 67; ++n) {
    check(Form::kPlain, Form::kPlain, 3, 68 - n, n);
    check(Form::kPlain, Form::kTransposed, 3, n, 68 - n);
    check(Form::kTransposed, Form::kPlain, n, 3, 68 - n);
  }
}

TEST_P(SmallGemmTest, TakesNoRows) {
  const RandomMatrix b(4, 5, 1);
  small_gemm(exec_, {{nullptr, 0, 4}}, {b.view()}, GemmOutput::kOverwritten, {nullptr, 0, 5});
}

TWOTOWER_EVERY_ISA(SmallGemmTest);

}  // namespace
}  // namespace twotower
