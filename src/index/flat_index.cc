#include "index/flat_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/messages/model_errors.h"
#include "base/option_name.h"
#include "base/tensor_file.h"
#include "base/tensor_file_writer.h"
#include "kernels/l2_normalize.h"

namespace twotower {
namespace {

constexpr std::size_t kWordSlots = 64;
constexpr std::size_t kMaxSlots = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMaxCodedQueries = 3;   // more are limited by products, not by memory
constexpr std::size_t kMaxCandidates = 4096;  // more are slower to score one by one than all
constexpr std::size_t kMaxCodedBest = kMaxCandidates / 4;
constexpr float kEpsilon = 1e-12F;  // shorter vectors have no direction: their cosine is near 0

constexpr std::string_view kKindKey = "index", kSimilarityKey = "similarity";
constexpr std::string_view kVectors = "vectors", kPresent = "present";

Error corrupt(const std::string& path, Message problem) {
  return {ErrorCode::kBundleCorrupt, path, IndexUnusable(path, std::move(problem))};
}

// Whether no slot of a block may be found.
bool has_none(AllowedSlots slots, std::size_t count) {
  if (slots.words.empty()) return false;
  const std::size_t whole = count / kWordSlots;
  if (std::ranges::any_of(slots.words.first(whole), [](std::uint64_t word) { return word != 0; })) {
    return false;
  }
  const std::uint64_t rest = (std::uint64_t{1} << (count % kWordSlots)) - 1;
  return rest == 0 || (slots.words[whole] & rest) == 0;
}

Result<Similarity> similarity_in(const TensorFile& file) {
  const auto kind = file.metadata().find(std::string(kKindKey));
  if (kind == file.metadata().end() || kind->second != "flat") {
    return corrupt(file.path(), IndexNotFlat());
  }
  const auto found = file.metadata().find(std::string(kSimilarityKey));
  const auto names = option_names(Similarity{});
  const auto name =
      found == file.metadata().end() ? names.end() : std::ranges::find(names, found->second);
  if (name == names.end()) return corrupt(file.path(), IndexOfOtherSimilarity());
  return static_cast<Similarity>(name - names.begin());
}

}  // namespace

FlatIndex::FlatIndex(Similarity similarity, std::size_t dim)
    : similarity_(similarity), dim_(dim), vectors_(0) {
  TWOTOWER_CHECK(dim >= 1);
}

std::unique_ptr<Index> FlatIndex::clone() const {
  auto copy = std::make_unique<FlatIndex>(similarity_, dim_);
  copy->grow(num_slots_);
  std::copy_n(vectors_.data(), num_slots_ * dim_, copy->vectors_.edit().data());
  copy->square_norms_ = square_norms_;
  copy->present_ = present_;
  copy->num_removed_ = num_removed_;
  if (codes_.has_value()) copy->codes_ = codes_->copy();
  return copy;
}

MatrixView<float> FlatIndex::rows(RowRange slots) {
  return {vectors_.edit().data() + slots.first * dim_, slots.count, dim_};
}

MatrixView<const float> FlatIndex::rows(RowRange slots) const {
  return {vectors_.data() + slots.first * dim_, slots.count, dim_};
}

// Room for new slots, all present; doubles, so that n additions of one copy each vector O(1) times.
void FlatIndex::grow(std::size_t num_slots) {
  TWOTOWER_CHECK(num_slots <= kMaxSlots);
  if (num_slots * dim_ > vectors_.size()) {
    FloatBuffer larger(std::max(num_slots, std::min(2 * num_slots_, kMaxSlots)) * dim_);
    std::copy_n(vectors_.data(), num_slots_ * dim_, larger.edit().data());
    vectors_ = std::move(larger);
  }
  present_.resize(words_of(num_slots), 0);
  for (std::size_t slot = num_slots_; slot < num_slots; ++slot) {
    present_[slot / kWordSlots] |= std::uint64_t{1} << (slot % kWordSlots);
  }
  if (similarity_ == Similarity::kEuclidean) square_norms_.resize(num_slots);
  num_slots_ = num_slots;
}

// Brings new vectors into the form that scan() wants.
void FlatIndex::prepare(Exec& exec, RowRange slots) {
  if (similarity_ == Similarity::kCosine) {
    std::vector<float> inv_norm(slots.count);
    l2_normalize(exec, rows(slots), kEpsilon, rows(slots), inv_norm.data());
  }
  if (similarity_ == Similarity::kEuclidean) {
    square_norms(exec, std::as_const(*this).rows(slots),
                 std::span(square_norms_).subspan(slots.first, slots.count));
  }
  if (codes_.has_value()) codes_->set(std::as_const(*this).rows({0, num_slots_}), slots);
}

void FlatIndex::make_codes() {
  if (similarity_ == Similarity::kManhattan) return;
  codes_.emplace(dim_);
  codes_->set(std::as_const(*this).rows({0, num_slots_}), {0, num_slots_});
}

std::uint32_t FlatIndex::add(Exec& exec, MatrixView<const float> vectors) {
  TWOTOWER_CHECK(vectors.cols() == dim_);
  const RowRange slots{num_slots_, vectors.rows()};
  grow(num_slots_ + vectors.rows());
  for (std::size_t r = 0; r < vectors.rows(); ++r) {
    std::copy_n(vectors.row(r), dim_, rows(slots).row(r));
  }
  prepare(exec, slots);
  return static_cast<std::uint32_t>(slots.first);
}

void FlatIndex::replace(Exec& exec, std::uint32_t slot, std::span<const float> vector) {
  TWOTOWER_CHECK(slot < num_slots_ && vector.size() == dim_);
  std::uint64_t& word = present_[slot / kWordSlots];
  const std::uint64_t bit = std::uint64_t{1} << (slot % kWordSlots);
  if ((word & bit) == 0) --num_removed_;
  word |= bit;
  std::copy(vector.begin(), vector.end(), rows({slot, 1}).row(0));
  prepare(exec, {slot, 1});
}

void FlatIndex::remove(std::uint32_t slot) {
  TWOTOWER_CHECK(slot < num_slots_);
  std::uint64_t& word = present_[slot / kWordSlots];
  const std::uint64_t bit = std::uint64_t{1} << (slot % kWordSlots);
  if ((word & bit) != 0) ++num_removed_;
  word &= ~bit;
}

std::size_t FlatIndex::search_scratch_floats() const {
  constexpr std::size_t kVectorFloats = 16;  // each piece is rounded up to it
  const std::size_t of_panels = kQueryBlock * (kSlotBlock + dim_) + kQueryBlock;
  const std::size_t of_codes =
      code_pairs(dim_) + 3 * kSlotBlock + 2 * kMaxCandidates + 5 * kVectorFloats;
  return of_panels + 3 * kVectorFloats + (codes_.has_value() ? of_codes : 0);
}

void FlatIndex::search(Exec& exec, MatrixView<const float> queries, const SearchOptions& options,
                       MatrixView<ScoredSlot> best, std::span<std::size_t> counts) const {
  TWOTOWER_CHECK(queries.cols() == dim_ && best.rows() == queries.rows());
  TWOTOWER_CHECK(counts.size() == queries.rows());
  TWOTOWER_CHECK(options.allowed.words.empty() ||
                 options.allowed.words.size() >= words_of(num_slots_));
  exec.parallel_rows(queries.rows(), kQueryBlock, [&](Exec& block_exec, RowRange block) {
    search_block(block_exec, queries.slice(block), options, best.slice(block),
                 counts.subspan(block.first, block.count));
  });
}

void FlatIndex::search_block(Exec& exec, MatrixView<const float> queries,
                             const SearchOptions& options, MatrixView<ScoredSlot> best,
                             std::span<std::size_t> counts) const {
  const ScratchArena::Scope scope(exec.scratch());
  const MatrixView<const float> scaled = prepared(exec, queries);
  const bool uses_codes = codes_.has_value() && !options.reads_all &&
                          queries.rows() <= kMaxCodedQueries && best.cols() <= kMaxCodedBest;
  std::size_t num_done = 0;
  const bool are_few = !options.reads_all && allows_few(options);
  for (; are_few && num_done < queries.rows(); ++num_done) {
    counts[num_done] =
        search_few(exec, {scaled.row(num_done), dim_}, options, {best.row(num_done), best.cols()});
  }
  for (; uses_codes && num_done < queries.rows(); ++num_done) {
    const auto count = search_codes(exec, {scaled.row(num_done), dim_}, options,
                                    {best.row(num_done), best.cols()});
    if (!count.has_value()) break;
    counts[num_done] = *count;
  }
  const RowRange rest{num_done, queries.rows() - num_done};
  if (rest.count == 0) return;
  search_all(exec, scaled.slice(rest), options, best.slice(rest), counts.subspan(num_done));
}

void FlatIndex::search_all(Exec& exec, MatrixView<const float> queries,
                           const SearchOptions& options, MatrixView<ScoredSlot> best,
                           std::span<std::size_t> counts) const {
  const ScratchArena::Scope scope(exec.scratch());
  const MatrixView<float> panel = exec.scratch().matrix(queries.rows(), kSlotBlock);
  std::array<TopK, kQueryBlock> found;
  for (std::size_t q = 0; q < queries.rows(); ++q) found[q] = TopK({best.row(q), best.cols()});
  for (std::size_t first = 0; first < num_slots_; first += kSlotBlock) {
    const RowRange slots{first, std::min(kSlotBlock, num_slots_ - first)};
    std::array<std::uint64_t, kSlotBlock / kWordSlots> words;
    const AllowedSlots searched = searched_of(options, slots, words);
    if (has_none(searched, slots.count)) continue;
    const MatrixView<float> scores(panel.data(), queries.rows(), slots.count, kSlotBlock);
    scan(exec, similarity_, queries, scanned(slots), scores);
    for (std::size_t q = 0; q < queries.rows(); ++q) {
      found[q].add({scores.row(q), slots.count}, static_cast<std::uint32_t>(first), searched);
    }
  }
  for (std::size_t q = 0; q < queries.rows(); ++q) counts[q] = found[q].finish().size();
}

// At least k vectors score no less than the k-th best lower bound, so one whose upper bound is
// below that is not an answer. Nothing where a query has no bounds, or too many candidates are
// left.
std::optional<std::size_t> FlatIndex::search_codes(Exec& exec, std::span<const float> query,
                                                   const SearchOptions& options,
                                                   std::span<ScoredSlot> best) const {
  const ScratchArena::Scope scope(exec.scratch());
  CodedQuery coded{.codes = exec.scratch().take<std::int16_t>(2 * code_pairs(dim_))};
  if (!code_query(query, coded)) return std::nullopt;
  float square = 0.0F;
  square_norms(exec, {query.data(), 1, dim_}, {&square, 1});
  const std::span<float> lower = exec.scratch().take<float>(kSlotBlock);
  const std::span<float> upper = exec.scratch().take<float>(kSlotBlock);
  const std::span<std::uint32_t> places = exec.scratch().take<std::uint32_t>(kSlotBlock);
  const std::span<ScoredSlot> candidates = exec.scratch().take<ScoredSlot>(kMaxCandidates);
  std::size_t num_candidates = 0;
  TopK found(best);
  const auto drop_worse = [&] {
    const auto is_worse = [&](const ScoredSlot& c) { return c.score < found.threshold(); };
    const auto kept = std::ranges::remove_if(candidates.first(num_candidates), is_worse);
    num_candidates -= kept.size();
  };
  for (std::size_t first = 0; first < num_slots_; first += kSlotBlock) {
    const RowRange slots{first, std::min(kSlotBlock, num_slots_ - first)};
    std::array<std::uint64_t, kSlotBlock / kWordSlots> words;
    const AllowedSlots searched = searched_of(options, slots, words);
    if (has_none(searched, slots.count)) continue;
    const RowRange blocks{first / kCodeBlock, code_blocks(slots.count)};
    const std::size_t padded = blocks.count * kCodeBlock;
    bound_products(coded, codes_->view(), blocks, lower.first(padded), upper.first(padded));
    const std::span<float> lows = lower.first(slots.count), highs = upper.first(slots.count);
    if (similarity_ == Similarity::kEuclidean) {
      bound_distances(square, std::span(square_norms_).subspan(first, slots.count), lows, highs);
    }
    found.add(lows, static_cast<std::uint32_t>(first), searched);
    const std::size_t count = places_from(highs, found.threshold(), searched, places);
    if (num_candidates + count > kMaxCandidates) drop_worse();
    if (num_candidates + count > kMaxCandidates) return std::nullopt;
    for (const std::uint32_t place : places.first(count)) {
      candidates[num_candidates++] = {highs[place], static_cast<std::uint32_t>(first + place)};
    }
  }
  drop_worse();
  return score_candidates(exec, query, candidates.first(num_candidates), best);
}

// One vector alone costs as much as some dozen in their order.
bool FlatIndex::allows_few(const SearchOptions& options) const {
  constexpr std::size_t kFewShare = 32;
  if (options.allowed.words.empty()) return false;
  const auto words = options.allowed.words.first(words_of(num_slots_));
  return count_slots(words) <= num_slots_ / kFewShare;
}

std::size_t FlatIndex::search_few(Exec& exec, std::span<const float> query,
                                  const SearchOptions& options, std::span<ScoredSlot> best) const {
  TopK found(best);
  for (std::size_t first = 0; first < num_slots_; first += kWordSlots) {
    const RowRange slots{first, std::min(kWordSlots, num_slots_ - first)};
    std::array<std::uint64_t, 1> words;
    if (options.allowed.words[first / kWordSlots] == 0) continue;
    std::uint64_t bits = searched_of(options, slots, words).words[0];
    for (; bits != 0; bits &= bits - 1) {
      const std::size_t slot = first + static_cast<std::size_t>(std::countr_zero(bits));
      if (slot >= num_slots_) break;
      score_one(exec, query, static_cast<std::uint32_t>(slot), found);
    }
  }
  return found.finish().size();
}

void FlatIndex::score_one(Exec& exec, std::span<const float> query, std::uint32_t slot,
                          TopK& found) const {
  float score = 0.0F;
  scan(exec, similarity_, {query.data(), 1, dim_}, scanned({slot, 1}), {&score, 1, 1});
  found.add({&score, 1}, slot, {});
}

std::size_t FlatIndex::score_candidates(Exec& exec, std::span<const float> query,
                                        std::span<const ScoredSlot> candidates,
                                        std::span<ScoredSlot> best) const {
  TopK found(best);
  for (const ScoredSlot& candidate : candidates) {
    score_one(exec, query, candidate.slot, found);
  }
  return found.finish().size();
}

// Queries of unit length for cosine, so that scores are cosines and not only in their order.
MatrixView<const float> FlatIndex::prepared(Exec& exec, MatrixView<const float> queries) const {
  if (similarity_ != Similarity::kCosine) return queries;
  const MatrixView<float> unit = exec.scratch().matrix(queries.rows(), dim_);
  const MatrixView<float> inv_norm = exec.scratch().matrix(1, queries.rows());
  l2_normalize(exec, queries, kEpsilon, unit, inv_norm.data());
  return unit;
}

ScanVectors FlatIndex::scanned(RowRange slots) const {
  if (similarity_ != Similarity::kEuclidean) return {rows(slots), {}};
  return {rows(slots), std::span(square_norms_).subspan(slots.first, slots.count)};
}

void FlatIndex::score(Exec& exec, std::span<const float> query, RowRange slots,
                      std::span<float> scores) const {
  TWOTOWER_CHECK(query.size() == dim_ && scores.size() == slots.count);
  TWOTOWER_CHECK(slots.first + slots.count <= num_slots_);
  const ScratchArena::Scope scope(exec.scratch());
  const MatrixView<const float> scaled = prepared(exec, {query.data(), 1, dim_});
  scan(exec, similarity_, scaled, scanned(slots), {scores.data(), 1, slots.count});
  if (num_removed_ == 0) return;
  for (std::size_t i = 0; i < slots.count; ++i) {
    if (!AllowedSlots{present_}[slots.first + i]) {
      scores[i] = std::numeric_limits<float>::quiet_NaN();
    }
  }
}

bool FlatIndex::has(std::uint32_t slot) const {
  TWOTOWER_CHECK(slot < num_slots_);
  return AllowedSlots{present_}[slot];
}

void FlatIndex::leave_present(std::span<std::uint64_t> words) const {
  TWOTOWER_CHECK(words.size() >= words_of(num_slots_));
  if (num_removed_ == 0) return;
  for (std::size_t w = 0; w < present_.size(); ++w) {
    const std::size_t count = std::min(kWordSlots, num_slots_ - w * kWordSlots);
    const std::uint64_t own =
        count == kWordSlots ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    words[w] &= present_[w] | ~own;  // bits behind the last slot stay
  }
}

std::span<const float> FlatIndex::vector(std::uint32_t slot) const {
  TWOTOWER_CHECK(slot < num_slots_);
  return {rows({slot, 1}).row(0), dim_};
}

// The slots of a block that may be found; `words` is memory for them.
AllowedSlots FlatIndex::searched_of(const SearchOptions& options, RowRange slots,
                                    std::span<std::uint64_t> words) const {
  const AllowedSlots allowed = options.allowed.part(slots);
  const auto excluded = excluded_within(options.excluded, slots);
  if (num_removed_ == 0 && excluded.empty()) return allowed;
  const AllowedSlots present = AllowedSlots{present_}.part(slots);
  const std::span<std::uint64_t> searched = words.first(present.words.size());
  for (std::size_t w = 0; w < searched.size(); ++w) {
    searched[w] = present.words[w] & (allowed.words.empty() ? ~std::uint64_t{0} : allowed.words[w]);
  }
  for (const std::uint32_t slot : excluded) {
    const std::size_t place = slot - slots.first;
    searched[place / kWordSlots] &= ~(std::uint64_t{1} << (place % kWordSlots));
  }
  return {searched};
}

Result<void> FlatIndex::save(const std::string& path) const {
  TWOTOWER_ASSIGN(TensorFileWriter file,
                  TensorFileWriter::create(
                      path,
                      {tensor_info<std::uint64_t>(std::string(kPresent), {present_.size()}),
                       tensor_info<float>(std::string(kVectors), {num_slots_, dim_})},
                      {{std::string(kKindKey), "flat"},
                       {std::string(kSimilarityKey), std::string(option_name(similarity_))}}));
  TWOTOWER_TRY(file.append(kPresent, std::span<const std::uint64_t>(present_)));
  TWOTOWER_TRY(file.append(kVectors, vectors_.span().first(num_slots_ * dim_)));
  return file.finish();
}

Result<FlatIndex> FlatIndex::load(Exec& exec, const TensorFile& file) {
  TWOTOWER_ASSIGN(const Similarity similarity, similarity_in(file));
  TWOTOWER_ASSIGN(Array<float> vectors,
                  file.array<float>(kVectors, {TensorFile::kAnySize, TensorFile::kAnySize}));
  const TensorShape& shape = file.find(kVectors)->shape;
  const std::size_t num_slots = shape[0], dim = shape[1];
  if (dim == 0) return corrupt(file.path(), IndexWithoutElements());
  if (num_slots > kMaxSlots) return corrupt(file.path(), IndexTooLarge(num_slots, kMaxSlots));
  TWOTOWER_ASSIGN(const std::span<const std::uint64_t> present,
                  file.tensor<std::uint64_t>(kPresent, {words_of(num_slots)}));
  FlatIndex index(similarity, dim);
  index.vectors_ = FloatBuffer(std::move(vectors));
  index.grow(num_slots);
  // Cosine's vectors are of unit length already; scaling them again could change their last bits.
  if (similarity == Similarity::kEuclidean) index.prepare(exec, {0, num_slots});
  for (std::size_t w = 0; w < present.size(); ++w) {
    const std::uint64_t removed = index.present_[w] & ~present[w];
    index.num_removed_ += static_cast<std::size_t>(std::popcount(removed));
    index.present_[w] &= present[w];
  }
  return index;
}

}  // namespace twotower
