#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "base/random.h"
#include "index/delta_index.h"
#include "index/flat_index.h"

namespace twotower {
namespace {

constexpr std::size_t kMaxMore = 64;  // slots that may be added to a drawn index

// An index and searches, drawn: each with its own query, k, and what it may find.
class Drawn {
 public:
  explicit Drawn(std::uint64_t seed)
      : draw_({.seed = seed, .purpose = RandomPurpose{}, .step = 0, .example = 1}),
        dim_(1 + draw_.next_below(40)),
        num_slots_(1 + draw_.next_below(seed % 4 == 0 ? 1500 : 200)),
        index_(static_cast<Similarity>(draw_.next_below(4)), dim_) {
    // Few values, so that many scores are equal or nearly so; or many.
    const bool are_few = draw_.next_below(2) == 0;
    std::vector<float> vectors(num_slots_ * dim_);
    for (float& x : vectors) x = value(are_few);
    if (draw_.next_below(4) == 0) vectors[0] = std::numeric_limits<float>::quiet_NaN();
    if (draw_.next_below(8) == 0) vectors.back() = 3e30F;
    Exec exec(0);
    index_.add(exec, {vectors.data(), num_slots_, dim_});
    for (std::uint64_t i = draw_.next_below(10); i > 0; --i) index_.remove(slot());
    const std::size_t num_searches = 1 + draw_.next_below(150);
    for (std::size_t i = 0; i < num_searches; ++i) add_search(are_few);
  }

  const FlatIndex& index() const { return index_; }
  void make_codes() { index_.make_codes(); }

  // Some slots get other vectors, some are removed, and some are new.
  void change(Index& index) {
    Exec exec(0);
    const auto draw_vector = [&] {
      std::vector<float> drawn(dim_);
      for (float& x : drawn) x = value(true);
      return drawn;
    };
    for (std::uint64_t i = draw_.next_below(5); i > 0; --i) {
      index.replace(exec, slot(), draw_vector());
    }
    for (std::uint64_t i = draw_.next_below(5); i > 0; --i) index.remove(slot());
    for (std::uint64_t i = draw_.next_below(kMaxMore); i > 0; --i) {
      const std::vector<float> drawn = draw_vector();
      index.add(exec, {drawn.data(), 1, dim_});
    }
  }

  // Each search of `index` at once is each search alone.
  void check(const Index& index) {
    Exec exec(index.search_scratch_floats());
    std::vector<IndexSearch> searches;
    std::vector<std::vector<ScoredSlot>> found;
    for (const One& one : searches_) {
      auto& best = found.emplace_back(one.k);
      searches.push_back({one.query, {{one.words}, one.excluded, one.reads_all}, best});
    }
    index.search_each(exec, searches);
    for (std::size_t i = 0; i < searches_.size(); ++i) {
      const One& one = searches_[i];
      std::vector<ScoredSlot> expected(one.k);
      std::size_t count = 0;
      index.search(exec, {one.query.data(), 1, dim_}, searches[i].options,
                   {expected.data(), 1, one.k}, {&count, 1});
      expected.resize(count);
      found[i].resize(searches[i].count);
      ASSERT_EQ(found[i], expected) << i;
    }
  }

 private:
  struct One {
    std::vector<float> query;
    std::vector<std::uint64_t> words;
    std::vector<std::uint32_t> excluded;
    bool reads_all;
    std::size_t k;
  };

  float value(bool are_few) {
    if (are_few) return static_cast<float>(draw_.next_below(3)) - 1.0F;
    return static_cast<float>(draw_.next_below(1U << 20)) / 1e5F - 5.0F;
  }
  std::uint32_t slot() { return static_cast<std::uint32_t>(draw_.next_below(num_slots_)); }

  void add_search(bool are_few) {
    One one = {.reads_all = draw_.next_below(5) == 0};
    const std::size_t lengths[] = {0, 1, 10, num_slots_, num_slots_ + 5};
    one.k = lengths[draw_.next_below(5)];
    for (std::size_t i = 0; i < dim_; ++i) one.query.push_back(value(are_few));
    if (draw_.next_below(10) == 0) std::ranges::fill(one.query, 0.0F);
    for (std::uint64_t i = draw_.next_below(20); i > 0; --i) one.excluded.push_back(slot());
    std::ranges::sort(one.excluded);
    one.excluded.erase(std::ranges::unique(one.excluded).begin(), one.excluded.end());
    const std::uint64_t form = draw_.next_below(3);  // all, half, or a few
    for (std::size_t w = 0; form > 0 && w < words_of(num_slots_ + kMaxMore); ++w) {
      const std::uint64_t bits = draw_.next_bits();
      one.words.push_back(form == 1
                              ? bits
                              : bits & draw_.next_bits() & draw_.next_bits() & draw_.next_bits() &
                                    draw_.next_bits() & draw_.next_bits());
    }
    searches_.push_back(std::move(one));
  }

  RandomSequence draw_;
  std::size_t dim_, num_slots_;
  FlatIndex index_;
  std::vector<One> searches_;
};

TEST(SearchEachTest, FindsWhatEachSearchFindsAlone) {
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    Drawn drawn(seed);
    drawn.check(drawn.index());
    if (HasFatalFailure()) FAIL() << seed;
    drawn.make_codes();
    drawn.check(drawn.index());
    if (HasFatalFailure()) FAIL() << seed;
  }
}

TEST(SearchEachTest, FindsWhatAChangedIndexFinds) {
  for (std::uint64_t seed = 200; seed < 230; ++seed) {
    Drawn drawn(seed);
    DeltaIndex changed(std::shared_ptr<const Index>(drawn.index().clone()));
    drawn.check(changed);  // nothing is changed yet
    drawn.change(changed);
    drawn.check(changed);
    if (HasFatalFailure()) FAIL() << seed;
  }
}

// An index of no slots that counts how it is asked.
class CountingIndex final : public Index {
 public:
  explicit CountingIndex(std::size_t& num_joint) : num_joint_(num_joint) {}
  std::unique_ptr<Index> clone() const override {
    return std::make_unique<CountingIndex>(num_joint_);
  }
  Similarity similarity() const override { return Similarity::kDot; }
  std::size_t dim() const override { return 1; }
  std::size_t num_slots() const override { return 0; }
  std::size_t num_present() const override { return 0; }
  bool has(std::uint32_t) const override { return false; }
  void leave_present(std::span<std::uint64_t>) const override {}
  std::uint32_t add(Exec&, MatrixView<const float>) override { return 0; }
  void replace(Exec&, std::uint32_t, std::span<const float>) override {}
  void remove(std::uint32_t) override {}
  void search(Exec&, MatrixView<const float>, const SearchOptions&, MatrixView<ScoredSlot>,
              std::span<std::size_t> counts) const override {
    std::ranges::fill(counts, std::size_t{0});
  }
  std::size_t search_scratch_floats() const override { return 0; }
  void search_each(Exec&, std::span<IndexSearch> searches) const override {
    num_joint_ += searches.size();
  }
  void score(Exec&, std::span<const float>, RowRange, std::span<float>) const override {}
  std::span<const float> vector(std::uint32_t) const override { return {}; }
  Result<void> save(const std::string&) const override { return {}; }

 private:
  std::size_t& num_joint_;
};

TEST(SearchEachTest, AChangedIndexAsksItsBaseForAllAtOnce) {
  std::size_t num_joint = 0;
  DeltaIndex changed(std::make_shared<CountingIndex>(num_joint));
  const std::vector<float> vector = {1.0F};
  Exec exec(changed.search_scratch_floats());
  changed.add(exec, {vector.data(), 1, 1});
  std::vector<ScoredSlot> first(1), second(1);
  std::vector<IndexSearch> searches = {{vector, {}, first}, {vector, {}, second}};
  changed.search_each(exec, searches);
  EXPECT_EQ(num_joint, 2U);
  EXPECT_EQ(searches[1].count, 1U);
}

// With what is searched together, and in what order, nothing changes: vectors that differ by less
// than rounding stand where they stand alone.
TEST(SearchEachTest, ManyVectorsAlmostAlikeAreSearchedAlone) {
  constexpr std::size_t kDim = 33, kSlots = 700;
  RandomSequence draw({.seed = 3, .purpose = RandomPurpose{}, .step = 0, .example = 0});
  std::vector<float> vectors, query;
  for (std::size_t d = 0; d < kDim; ++d) query.push_back(0.1F + 0.01F * static_cast<float>(d));
  for (std::size_t i = 0; i < kSlots; ++i) {
    for (std::size_t d = 0; d < kDim; ++d) {
      vectors.push_back(query[d] * (1.0F + 1e-7F * static_cast<float>(draw.next_below(3))));
    }
  }
  FlatIndex index(Similarity::kDot, kDim);
  Exec exec(index.search_scratch_floats());
  index.add(exec, {vectors.data(), kSlots, kDim});
  std::vector<ScoredSlot> alone(20);
  std::size_t count = 0;
  index.search(exec, {query.data(), 1, kDim}, {}, {alone.data(), 1, 20}, {&count, 1});
  std::vector<std::vector<ScoredSlot>> best(70, std::vector<ScoredSlot>(20));
  std::vector<IndexSearch> searches;
  for (auto& of_one : best) searches.push_back({query, {}, of_one});
  index.search_each(exec, searches);
  for (const auto& of_one : best) EXPECT_EQ(of_one, alone);
}

}  // namespace
}  // namespace twotower
