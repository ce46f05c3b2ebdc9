#include "kernels/top_k.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "base/matrix_view.h"
#include "base/random.h"
#include "kernels/reference/top_k.h"
#include "testkit/every_isa.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::RandomMatrix;

class TopKTest : public testkit::EveryIsaTest {
 protected:
  std::vector<ScoredSlot> best(const std::vector<float>& scores, AllowedSlots allowed,
                               std::size_t k) {
    std::vector<ScoredSlot> kept(k);
    std::size_t count = 0;
    top_k(exec_, {scores.data(), 1, scores.size()}, allowed, {kept.data(), 1, k}, {&count, 1});
    kept.resize(count);
    return kept;
  }
};

std::vector<std::uint64_t> random_bits(std::size_t num_slots) {
  RandomSequence random({.seed = 5, .purpose = RandomPurpose{}, .step = 0, .example = num_slots});
  std::vector<std::uint64_t> words((num_slots + 63) / 64);
  for (std::uint64_t& word : words) word = random.next_bits();
  return words;
}

// Scores of few values, so that most of them are ties.
std::vector<float> tied_scores(std::size_t size) {
  std::vector<float> scores = RandomMatrix(1, size, size).values();
  for (float& score : scores) score = std::round(2.0F * score);
  return scores;
}

TEST_P(TopKTest, MatchesReferenceForEveryTailLength) {
  for (std::size_t size = 1; size <= 200; ++size) {
    const std::vector<std::uint64_t> words = random_bits(size);
    for (const std::vector<float>& scores :
         {RandomMatrix(1, size, size).values(), tied_scores(size)}) {
      for (const std::size_t k : {std::size_t{1}, std::size_t{7}, size, size + 3}) {
        EXPECT_EQ(best(scores, {}, k), reference::top_k(scores, {}, k)) << size << ", " << k;
        EXPECT_EQ(best(scores, {words}, k), reference::top_k(scores, {words}, k)) << size;
      }
    }
  }
}

TEST_P(TopKTest, BlocksInAnyOrderGiveTheSame) {
  constexpr std::uint32_t kSize = 1000;
  const std::vector<float> scores = tied_scores(kSize);
  const std::vector<std::uint64_t> words = random_bits(kSize);
  std::vector<ScoredSlot> kept(50);
  TopK found(kept);
  for (const RowRange slots : {RowRange{704, 256}, {0, 320}, {960, 40}, {320, 384}}) {
    found.add(std::span(scores).subspan(slots.first, slots.count),
              static_cast<std::uint32_t>(slots.first), AllowedSlots{words}.part(slots));
  }
  const auto answer = found.finish();
  EXPECT_EQ(std::vector(answer.begin(), answer.end()), reference::top_k(scores, {words}, 50));
}

TEST_P(TopKTest, TakesInfinitiesLeavesNotANumberAndNothing) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const std::vector<float> scores = {-kInfinity, std::nanf(""), 1.0F, kInfinity};
  EXPECT_EQ(best(scores, {}, 9),
            (std::vector<ScoredSlot>{{kInfinity, 3}, {1.0F, 2}, {-kInfinity, 0}}));
  EXPECT_TRUE(best(scores, {}, 0).empty());
  const std::vector<std::uint64_t> nothing = {0};
  EXPECT_TRUE(best(scores, {nothing}, 2).empty());
  top_k(exec_, {nullptr, 0, 5}, {}, {nullptr, 0, 2}, {});
}

TEST_P(TopKTest, GivesTheSameOnAnyNumberOfThreads) {
  const RandomMatrix scores(40, 300, 1);
  std::vector<ScoredSlot> one(40 * 5), three(40 * 5);
  std::vector<std::size_t> counts(40);
  ThreadPool pool(3);
  Exec all_threads(pool, 0);
  top_k(exec_, scores.view(), {}, {one.data(), 40, 5}, counts);
  top_k(all_threads, scores.view(), {}, {three.data(), 40, 5}, counts);
  EXPECT_EQ(one, three);
}

TWOTOWER_EVERY_ISA(TopKTest);

}  // namespace
}  // namespace twotower
