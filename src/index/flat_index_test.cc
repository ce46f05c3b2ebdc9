#include "index/flat_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include "base/random.h"
#include "base/tensor_file_writer.h"
#include "kernels/reference/scan.h"
#include "kernels/reference/top_k.h"
#include "messages/said.h"
#include "testkit/random_matrix.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using testkit::RandomMatrix;

constexpr Similarity kSimilarities[] = {Similarity::kDot, Similarity::kCosine,
                                        Similarity::kEuclidean, Similarity::kManhattan};

// Answers by the index, one list a query.
std::vector<std::vector<ScoredSlot>> search(const Index& index, Exec& exec,
                                            const RandomMatrix& queries, std::size_t k,
                                            const SearchOptions& options = {}) {
  const std::size_t num_queries = queries.view().rows();
  std::vector<ScoredSlot> best(num_queries * k);
  std::vector<std::size_t> counts(num_queries);
  index.search(exec, queries.view(), options, {best.data(), num_queries, k}, counts);
  std::vector<std::vector<ScoredSlot>> answers;
  for (std::size_t q = 0; q < num_queries; ++q) {
    const auto first = best.begin() + static_cast<std::ptrdiff_t>(q * k);
    answers.emplace_back(first, first + static_cast<std::ptrdiff_t>(counts[q]));
  }
  return answers;
}

std::vector<std::uint64_t> random_bits(std::size_t num_slots) {
  RandomSequence random({.seed = 5, .purpose = RandomPurpose{}, .step = 0, .example = num_slots});
  std::vector<std::uint64_t> words((num_slots + 63) / 64);
  for (std::uint64_t& word : words) word = random.next_bits();
  return words;
}

// An index, and the brute-force loop over the same vectors in double.
struct Oracle {
  Oracle(Similarity used, std::size_t num_vectors, std::size_t columns)
      : similarity(used), dim(columns), vectors(num_vectors, columns, 1), index(used, columns) {
    index.add(exec, vectors.view());
  }
  void remove(std::uint32_t slot) {
    index.remove(slot);
    removed.insert(slot);
  }
  double score(std::span<const float> query, std::size_t slot) const {
    const std::vector<double> u(query.begin(), query.end());
    const std::vector<double> v(vectors.view().row(slot), vectors.view().row(slot) + dim);
    return reference::similarity_of(similarity, u.data(), v.data(), dim);
  }
  // Slots may differ from the oracle's where scores agree to rounding, so: as many as there are,
  // all of them findable and different, scores right, in order, and those of the oracle.
  void check(const RandomMatrix& queries, std::size_t k, AllowedSlots allowed) {
    const auto answers = search(index, exec, queries, k, {allowed});
    for (std::size_t q = 0; q < answers.size(); ++q) {
      const std::span<const float> query(queries.view().row(q), dim);
      std::vector<float> scores;
      for (std::uint32_t slot = 0; slot < index.num_slots(); ++slot) {
        const bool is_findable = allowed[slot] && !removed.contains(slot);
        scores.push_back(is_findable ? static_cast<float>(score(query, slot)) : std::nanf(""));
      }
      const auto expected = reference::top_k(scores, {}, k);
      ASSERT_EQ(answers[q].size(), expected.size());
      std::set<std::uint32_t> slots;
      for (std::size_t i = 0; i < expected.size(); ++i) {
        const ScoredSlot& found = answers[q][i];
        EXPECT_TRUE(slots.insert(found.slot).second);
        EXPECT_NEAR(found.score, scores[found.slot], 2e-5F);
        EXPECT_NEAR(found.score, expected[i].score, 2e-5F);
        if (i > 0) {
          EXPECT_FALSE(is_better(found, answers[q][i - 1]));
        }
      }
    }
  }

  Similarity similarity;
  std::size_t dim;
  RandomMatrix vectors;
  std::set<std::uint32_t> removed;
  FlatIndex index;
  Exec exec{index.search_scratch_floats()};
};

TEST(FlatIndexTest, FindsWhatABruteForceLoopFinds) {
  for (const Similarity similarity : kSimilarities) {
    for (const std::size_t n : {1, 63, 64, 65, 512, 1300}) {
      Oracle oracle(similarity, n, 19);
      const std::vector<std::uint64_t> words = random_bits(n);
      for (const std::size_t num_queries : {1, 70}) {
        const RandomMatrix queries(num_queries, 19, 2);
        oracle.check(queries, 10, {});
        oracle.check(queries, 10, {words});
      }
      for (std::uint32_t slot = 0; slot < n; slot += 3) oracle.remove(slot);
      oracle.check(RandomMatrix(2, 19, 3), n + 5, {});
      oracle.check(RandomMatrix(2, 19, 3), 10, {words});
    }
  }
}

TEST(FlatIndexTest, AddsReplacesAndRemovesSlots) {
  for (const Similarity similarity : kSimilarities) {
    FlatIndex index(similarity, 3);
    Exec exec(index.search_scratch_floats());
    RandomMatrix query(1, 3, 1);
    query.values() = {1.0F, 2.0F, 2.0F};
    EXPECT_TRUE(search(index, exec, query, 5)[0].empty());
    const RandomMatrix far(1, 3, 2);
    for (std::uint32_t slot = 0; slot < 100; ++slot) EXPECT_EQ(index.add(exec, far.view()), slot);
    EXPECT_EQ(search(index, exec, query, 5)[0].front().slot, 0U);  // all the same: the lowest
    index.replace(exec, 70, query.values());
    EXPECT_EQ(search(index, exec, query, 5)[0].front().slot, 70U);
    index.remove(70);
    index.remove(70);
    EXPECT_EQ(search(index, exec, query, 200)[0].size(), 99U);
    EXPECT_EQ(search(index, exec, query, 5)[0].front().slot, 0U);
    index.replace(exec, 70, query.values());
    EXPECT_EQ(search(index, exec, query, 200)[0].size(), 100U);
    EXPECT_EQ(search(index, exec, query, 5)[0].front().slot, 70U);
  }
}

TEST(FlatIndexTest, CosineIsThatOfAnyLengthAndZeroHasNone) {
  FlatIndex index(Similarity::kCosine, 2);
  Exec exec(index.search_scratch_floats());
  const std::vector<float> vectors = {300.0F, 0.0F, 0.0F, 0.0F, -0.001F, 0.0F};
  index.add(exec, {vectors.data(), 3, 2});
  RandomMatrix query(1, 2, 1);
  query.values() = {5.0F, 0.0F};
  const std::vector<ScoredSlot> expected = {{1.0F, 0}, {0.0F, 1}, {-1.0F, 2}};
  EXPECT_EQ(search(index, exec, query, 3)[0], expected);
}

TEST(FlatIndexTest, NeverFindsWhatIsNotANumber) {
  for (const Similarity similarity : kSimilarities) {
    FlatIndex index(similarity, 2);
    Exec exec(index.search_scratch_floats());
    const std::vector<float> vectors = {1.0F, std::nanf(""), 1.0F, 1.0F};
    index.add(exec, {vectors.data(), 2, 2});
    const auto answers = search(index, exec, RandomMatrix(1, 2, 1), 2);
    ASSERT_EQ(answers[0].size(), 1U);
    EXPECT_EQ(answers[0][0].slot, 1U);
  }
}

TEST(FlatIndexTest, GivesTheSameOnAnyNumberOfThreads) {
  Oracle oracle(Similarity::kDot, 1000, 16);
  const RandomMatrix queries(300, 16, 2);
  ThreadPool pool(3);
  Exec all_threads(pool, oracle.index.search_scratch_floats());
  EXPECT_EQ(search(oracle.index, all_threads, queries, 7),
            search(oracle.index, oracle.exec, queries, 7));
}

TEST(FlatIndexTest, ScoresASlotAsSearchDoes) {
  for (const Similarity similarity : kSimilarities) {
    const Oracle oracle(similarity, 130, 5);
    Exec exec(oracle.index.search_scratch_floats());
    const RandomMatrix query(1, 5, 2);
    const std::vector<ScoredSlot> answer = search(oracle.index, exec, query, 130)[0];
    ASSERT_EQ(answer.size(), 130U);
    for (const ScoredSlot& found : answer) {
      float score = 0.0F;
      oracle.index.score(exec, {query.view().row(0), 5}, {found.slot, 1}, {&score, 1});
      EXPECT_FLOAT_EQ(score, found.score);
    }
  }
}

TEST(FlatIndexTest, LoadsWhatItSaved) {
  const testkit::TemporaryFolder folder;
  for (const Similarity similarity : kSimilarities) {
    for (const std::size_t n : {0, 1, 130}) {
      Oracle oracle(similarity, n, 5);
      for (std::uint32_t slot = 0; slot < n; slot += 4) oracle.remove(slot);
      const std::string path = folder.path_of("index");
      ASSERT_TRUE(oracle.index.save(path).ok());
      const TensorFile file = TensorFile::open(path).value();
      auto loaded = FlatIndex::load(oracle.exec, file);
      ASSERT_TRUE(loaded.ok()) << english(loaded.error().message);
      FlatIndex index = std::move(loaded).value();
      EXPECT_EQ(index.similarity(), similarity);
      EXPECT_EQ(index.dim(), 5U);
      EXPECT_EQ(index.num_slots(), n);
      const RandomMatrix queries(2, 5, 2);
      const auto answers = search(index, oracle.exec, queries, 200);
      const auto expected = search(oracle.index, oracle.exec, queries, 200);
      EXPECT_EQ(answers, expected);  // the same bits
      EXPECT_EQ(index.add(oracle.exec, queries.view()), n);
    }
  }
}

TEST(FlatIndexTest, RefusesFilesOfOtherForm) {
  const testkit::TemporaryFolder folder;
  const std::string path = folder.path_of("index");
  Exec exec(0);
  const auto load_with = [&](const TensorMetadata& metadata, const TensorShape& vectors,
                             std::size_t num_words) {
    auto created = TensorFileWriter::create(path,
                                            {tensor_info<std::uint64_t>("present", {num_words}),
                                             tensor_info<float>("vectors", vectors)},
                                            metadata);
    TensorFileWriter file = std::move(created).value();
    std::size_t num_floats = 1;
    for (const std::size_t size : vectors) num_floats *= size;
    const std::vector<float> floats(num_floats);
    const std::vector<std::uint64_t> words(num_words);
    EXPECT_TRUE(file.append("present", std::span<const std::uint64_t>(words)).ok());
    EXPECT_TRUE(file.append("vectors", std::span<const float>(floats)).ok());
    EXPECT_TRUE(file.finish().ok());
    return FlatIndex::load(exec, TensorFile::open(path).value());
  };
  const TensorMetadata good = {{"index", "flat"}, {"similarity", "dot"}};
  EXPECT_TRUE(load_with(good, {3, 2}, 1).ok());
  for (const auto& refused :
       {load_with({{"similarity", "dot"}}, {3, 2}, 1),
        load_with({{"index", "graph"}, {"similarity", "dot"}}, {3, 2}, 1),
        load_with({{"index", "flat"}}, {3, 2}, 1),
        load_with({{"index", "flat"}, {"similarity", "best"}}, {3, 2}, 1),
        load_with(good, {3, 2}, 2), load_with(good, {6}, 1), load_with(good, {3, 0}, 1)}) {
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::kBundleCorrupt);
  }
}

std::vector<std::uint32_t> every(std::uint32_t step, std::size_t num_slots) {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t slot = step / 2; slot < num_slots; slot += step) slots.push_back(slot);
  return slots;
}

TEST(FlatIndexTest, NeverFindsWhatIsExcluded) {
  for (const Similarity similarity : kSimilarities) {
    Oracle oracle(similarity, 1300, 7);
    const std::vector<std::uint32_t> excluded = every(5, 1300);
    std::vector<std::uint64_t> words = random_bits(1300), left = words;
    for (const std::uint32_t slot : excluded) {
      left[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
    }
    for (const std::size_t num_queries : {1, 5}) {
      const RandomMatrix queries(num_queries, 7, 3);
      EXPECT_EQ(search(oracle.index, oracle.exec, queries, 900, {{words}, excluded}),
                search(oracle.index, oracle.exec, queries, 900, {{left}}));
    }
  }
}

// Vectors that scores alone do not tell apart, that are not numbers, none, and far longer ones.
RandomMatrix hostile_vectors(std::size_t num_vectors, std::size_t dim) {
  RandomMatrix vectors(num_vectors, dim, 9);
  for (std::size_t v = 0; v < num_vectors; ++v) {
    float* row = vectors.view().row(v);
    if (v % 7 == 0) std::copy_n(vectors.view().row(v / 2), dim, row);
    if (v % 31 == 0) row[dim / 2] = std::nanf("");
    if (v % 43 == 0) std::fill_n(row, dim, 0.0F);
    if (v % 59 == 0) row[0] = std::numeric_limits<float>::infinity();
    if (v % 61 == 0) std::fill_n(row, dim, 1e-20F);
    const float factor = v % 67 == 0 ? 100.0F : v % 71 == 0 ? 1e20F : 1.0F;
    for (std::size_t i = 0; i < dim; ++i) row[i] *= factor;
  }
  return vectors;
}

// Lists by codes are those of a comparison with every vector, to the bit.
TEST(FlatIndexTest, CodesFindTheSame) {
  for (const Similarity similarity : kSimilarities) {
    for (const std::size_t dim : {1, 16, 65}) {
      for (const std::size_t n : {1, 15, 513, 6000}) {
        FlatIndex index(similarity, dim);
        Exec adding(0);
        index.add(adding, hostile_vectors(n, dim).view());
        index.make_codes();
        for (std::uint32_t slot = 3; slot < n; slot += 11) index.remove(slot);
        for (std::uint32_t slot = 5; slot < n; slot += 97) {  // codes follow
          index.replace(adding, slot, {RandomMatrix(1, dim, slot).view().row(0), dim});
        }
        index.add(adding, RandomMatrix(40, dim, 4).view());
        const std::unique_ptr<Index> clone = index.clone();
        Exec exec(index.search_scratch_floats());
        const std::vector<std::uint64_t> words = random_bits(index.num_slots());
        std::vector<std::uint64_t> few = words;
        for (std::uint64_t& word : few) word &= word << 7 & word << 17 & word << 33 & word << 50;
        const std::vector<std::uint32_t> excluded = every(5, index.num_slots());
        for (const std::size_t k : {1, 10, 300, 1500}) {
          for (const std::size_t num_queries : {1, 3}) {
            const RandomMatrix queries(num_queries, dim, 2 + k);
            for (SearchOptions options : {SearchOptions{},
                                          {{words}},
                                          {{few}},
                                          {{}, excluded},
                                          {{words}, excluded},
                                          {{few}, excluded}}) {
              const auto found = search(index, exec, queries, k, options);
              EXPECT_EQ(search(*clone, exec, queries, k, options), found);
              options.reads_all = true;
              EXPECT_EQ(search(index, exec, queries, k, options), found)
                  << "dim " << dim << ", " << n << " vectors, k " << k;
            }
          }
        }
      }
    }
  }
}

TEST(FlatIndexTest, CodesOfQueriesWithoutBoundsDoNoHarm) {
  for (const Similarity similarity : kSimilarities) {
    FlatIndex index(similarity, 4);
    Exec adding(0);
    index.add(adding, hostile_vectors(700, 4).view());
    index.make_codes();
    Exec exec(index.search_scratch_floats());
    for (const float element : {0.0F, std::nanf(""), 1e-30F, 1e30F}) {
      RandomMatrix query(1, 4, 1);
      std::ranges::fill(query.values(), element);
      EXPECT_EQ(search(index, exec, query, 9), search(index, exec, query, 9, {.reads_all = true}));
    }
  }
}

TEST(FlatIndexTest, ACloneAnswersAlikeAndChangesAlone) {
  const RandomMatrix vectors(150, 11, 1), queries(3, 11, 2), more(1, 11, 3);
  for (const Similarity similarity : kSimilarities) {
    FlatIndex index(similarity, 11);
    Exec exec(index.search_scratch_floats());
    index.add(exec, vectors.view());
    index.remove(70);
    const auto before = search(index, exec, queries, 20);
    const std::unique_ptr<Index> clone = index.clone();
    EXPECT_EQ(search(*clone, exec, queries, 20), before);
    EXPECT_EQ(clone->add(exec, more.view()), 150U);
    clone->remove(before[0][0].slot);
    clone->replace(exec, before[1][0].slot, more.values());
    EXPECT_NE(search(*clone, exec, queries, 20), before);
    EXPECT_EQ(search(index, exec, queries, 20), before);
    EXPECT_EQ(index.num_slots(), 150U);
  }
}

}  // namespace
}  // namespace twotower
