#include "index/delta_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "base/random.h"
#include "index/flat_index.h"
#include "index/load_index.h"
#include "testkit/random_matrix.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using testkit::RandomMatrix;

constexpr Similarity kSimilarities[] = {Similarity::kDot, Similarity::kCosine,
                                        Similarity::kEuclidean, Similarity::kManhattan};
constexpr std::size_t kDim = 9;

std::vector<ScoredSlot> search(const Index& index, MatrixView<const float> queries, std::size_t k,
                               const SearchOptions& options) {
  Exec exec(index.search_scratch_floats());
  std::vector<ScoredSlot> best(queries.rows() * k), found;
  std::vector<std::size_t> counts(queries.rows());
  index.search(exec, queries, options, {best.data(), queries.rows(), k}, counts);
  for (std::size_t q = 0; q < queries.rows(); ++q) {
    for (std::size_t i = 0; i < counts[q]; ++i) found.push_back(best[q * k + i]);
  }
  return found;
}

std::vector<float> scores(const Index& index, std::span<const float> query, RowRange slots) {
  Exec exec(index.search_scratch_floats());
  std::vector<float> all(slots.count);
  index.score(exec, query, slots, all);
  return all;
}

class Draw {
 public:
  explicit Draw(std::uint64_t seed)
      : random_({.seed = seed, .purpose = RandomPurpose{}, .step = 0, .example = 0}) {}
  std::size_t below(std::size_t bound) { return random_.next_below(bound); }
  std::vector<float> vector() {
    std::vector<float> drawn(kDim);
    for (float& x : drawn) x = random_.next_symmetric();
    return drawn;
  }

 private:
  RandomSequence random_;
};

// Both answer alike, to the bit, whatever is allowed.
void expect_equal(const Index& delta, const Index& naive, Draw& draw) {
  ASSERT_EQ(delta.num_slots(), naive.num_slots());
  const std::size_t num_slots = naive.num_slots();
  std::vector<std::uint64_t> words((num_slots + 63) / 64);
  for (std::uint64_t& word : words) word = draw.below(~std::uint64_t{0});
  std::vector<std::uint32_t> excluded;
  for (std::size_t slot = draw.below(5); slot < num_slots; slot += 1 + draw.below(9)) {
    excluded.push_back(static_cast<std::uint32_t>(slot));
  }
  for (const std::size_t num_queries : {1, 3}) {
    const RandomMatrix queries(num_queries, kDim, 1 + draw.below(1000));
    for (const std::size_t k : {std::size_t{1}, std::size_t{7}, num_slots + 3}) {
      for (const AllowedSlots allowed : {AllowedSlots{}, AllowedSlots{words}}) {
        for (const auto& some : {std::vector<std::uint32_t>(), excluded}) {
          EXPECT_EQ(search(delta, queries.view(), k, {allowed, some}),
                    search(naive, queries.view(), k, {allowed, some}));
        }
      }
    }
  }
  const std::vector<float> query = draw.vector();
  const std::size_t first = draw.below(num_slots), count = 1 + draw.below(num_slots - first);
  for (const RowRange range : {RowRange{first, count}, RowRange{first, 1}}) {
    const std::vector<float> found = scores(delta, query, range);
    const std::vector<float> expected = scores(naive, query, range);
    for (std::size_t i = 0; i < range.count; ++i) {
      const bool is_there = naive.has(static_cast<std::uint32_t>(first + i));
      EXPECT_EQ(std::isnan(found[i]), !is_there);
      EXPECT_TRUE(!is_there || found[i] == expected[i]);
    }
  }
  EXPECT_EQ(delta.num_present(), naive.num_present());
  std::vector<std::uint64_t> left = words, expected_left = words;
  delta.leave_present(left);
  naive.leave_present(expected_left);
  EXPECT_EQ(left, expected_left);
  for (std::uint32_t slot = 0; slot < num_slots; ++slot) {
    EXPECT_EQ(delta.has(slot), naive.has(slot));
    EXPECT_EQ(left[slot / 64] >> (slot % 64) & 1,
              naive.has(slot) ? words[slot / 64] >> (slot % 64) & 1 : 0U);
  }
  EXPECT_TRUE(std::ranges::equal(delta.vector(static_cast<std::uint32_t>(first)),
                                 naive.vector(static_cast<std::uint32_t>(first))));
}

// Any sequence of changes, copies and merges answers as one index does that is changed in place.
TEST(DeltaIndexTest, AnswersAsTheIndexThatIsChangedInPlace) {
  for (const Similarity similarity : kSimilarities) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      Draw draw(seed);
      Exec exec(0);
      const RandomMatrix first(700, kDim, 40 + seed);
      FlatIndex naive(similarity, kDim);
      naive.add(exec, first.view());
      naive.remove(3);
      std::shared_ptr<const Index> delta = std::make_unique<DeltaIndex>(naive.clone());
      for (int round = 0; round < 12; ++round) {
        const std::shared_ptr<const Index> before = delta;
        const std::vector<float> query = draw.vector();
        const auto answer = search(*before, {query.data(), 1, kDim}, 20, {});
        std::unique_ptr<Index> next = delta->clone();
        std::vector<std::uint32_t> changed;
        for (std::size_t change = draw.below(30); change-- > 0;) {
          const std::vector<float> vector = draw.vector();
          const auto slot = static_cast<std::uint32_t>(draw.below(naive.num_slots()));
          const std::size_t kind = draw.below(3);
          changed.push_back(kind == 0 ? static_cast<std::uint32_t>(naive.num_slots()) : slot);
          if (kind == 0) {
            EXPECT_EQ(next->add(exec, {vector.data(), 1, kDim}),
                      naive.add(exec, {vector.data(), 1, kDim}));
          } else if (kind == 1) {
            next->replace(exec, slot, vector);
            naive.replace(exec, slot, vector);
          } else {
            next->remove(slot);
            naive.remove(slot);
          }
        }
        delta = std::move(next);
        expect_equal(*delta, naive, draw);
        EXPECT_EQ(search(*before, {query.data(), 1, kDim}, 20, {}), answer);
        const auto merged = dynamic_cast<const DeltaIndex&>(*delta).merged();
        expect_equal(*merged, naive, draw);
        const auto over = dynamic_cast<const DeltaIndex&>(*delta).over(
            dynamic_cast<const DeltaIndex&>(*before).merged(), changed);
        expect_equal(*over, naive, draw);
        EXPECT_LE(over->num_changes(), changed.size());
        if (draw.below(3) > 0) continue;
        delta = std::make_unique<DeltaIndex>(std::shared_ptr<const Index>(merged->clone()));
        EXPECT_EQ(dynamic_cast<const DeltaIndex&>(*delta).num_changes(), 0U);
      }
    }
  }
}

TEST(DeltaIndexTest, CountsSlotsThatChanged) {
  Exec exec(0);
  FlatIndex base(Similarity::kDot, kDim);
  base.add(exec, RandomMatrix(10, kDim, 1).view());
  DeltaIndex delta(base.clone());
  const std::vector<float> vector(kDim, 1.0F);
  delta.remove(2);
  delta.remove(2);
  EXPECT_EQ(delta.num_changes(), 1U);
  delta.replace(exec, 2, vector);
  delta.replace(exec, 5, vector);
  delta.remove(5);
  EXPECT_EQ(delta.num_changes(), 2U);
  delta.add(exec, {vector.data(), 1, kDim});
  EXPECT_EQ(delta.num_changes(), 3U);
}

TEST(DeltaIndexTest, ACopyToChangeSharesVectorsAndOneInOnePieceDoesNot) {
  Exec exec(0);
  FlatIndex flat(Similarity::kDot, kDim);
  flat.add(exec, RandomMatrix(10, kDim, 1).view());
  std::shared_ptr<const Index> index = flat.clone();
  const float* const shared = index->vector(0).data();
  const std::vector<float> vector(kDim, 1.0F);
  for (std::size_t change = 1; change < 30; ++change) {
    std::unique_ptr<DeltaIndex> next = copy_to_change(index);
    next->add(exec, {vector.data(), 1, kDim});
    EXPECT_EQ(num_changes(*index), change - 1);  // a change leaves what it began from
    index = std::move(next);
    EXPECT_EQ(num_changes(*index), change);
    EXPECT_EQ(index->vector(0).data(), shared);
  }
  const std::unique_ptr<Index> whole = copy_in_one(*index);
  EXPECT_EQ(num_changes(*whole), 0U);
  EXPECT_EQ(whole->num_slots(), index->num_slots());
  EXPECT_NE(whole->vector(0).data(), shared);
}

TEST(DeltaIndexTest, ManyQueriesFindTheSameWithinRounding) {
  Exec exec(0);
  FlatIndex naive(Similarity::kCosine, kDim);
  naive.add(exec, RandomMatrix(900, kDim, 1).view());
  DeltaIndex delta(naive.clone());
  const RandomMatrix more(300, kDim, 2), queries(100, kDim, 3);
  for (std::uint32_t r = 0; r < 300; ++r) {
    naive.replace(exec, 3 * r, {more.view().row(r), kDim});
    delta.replace(exec, 3 * r, {more.view().row(r), kDim});
  }
  const auto found = search(delta, queries.view(), 5, {});
  const auto expected = search(naive, queries.view(), 5, {});
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i].score, expected[i].score, 1e-5F);
  }
}

TEST(DeltaIndexTest, AVectorThatIsNotANumberIsNeverFound) {
  Exec exec(0);
  FlatIndex base(Similarity::kDot, kDim);
  base.add(exec, RandomMatrix(4, kDim, 1).view());
  DeltaIndex delta(base.clone());
  std::vector<float> vector(kDim, 1.0F);
  vector[3] = std::numeric_limits<float>::quiet_NaN();
  delta.replace(exec, 1, vector);
  const std::vector<float> query(kDim, 1.0F);
  EXPECT_EQ(search(delta, {query.data(), 1, kDim}, 9, {}).size(), 3U);
}

TEST(DeltaIndexTest, IsWrittenAsOne) {
  const testkit::TemporaryFolder folder;
  Exec exec(0);
  FlatIndex base(Similarity::kEuclidean, kDim);
  base.add(exec, RandomMatrix(70, kDim, 1).view());
  DeltaIndex delta(base.clone());
  const RandomMatrix more(5, kDim, 2);
  delta.add(exec, more.view());
  delta.remove(9);
  delta.remove(72);
  ASSERT_TRUE(delta.save(folder.path_of("index")).ok());
  const auto file = TensorFile::open(folder.path_of("index"));
  ASSERT_TRUE(file.ok());
  const auto read = load_index(file.value(), LoadFor::kManySearches);
  ASSERT_TRUE(read.ok());
  Draw draw(1);
  expect_equal(delta, *read.value(), draw);
}

}  // namespace
}  // namespace twotower
