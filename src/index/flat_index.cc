#include "index/flat_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/tensor_file.h"
#include "base/tensor_file_writer.h"
#include "kernels/l2_normalize.h"

namespace twotower {
namespace {

constexpr std::size_t kQueryBlock = 64;
constexpr std::size_t kSlotBlock = 512;  // scores of 64 queries and vectors of 64: 128 KiB each
constexpr std::size_t kWordSlots = 64;
constexpr std::size_t kMaxSlots = std::numeric_limits<std::uint32_t>::max();
constexpr float kEpsilon = 1e-12F;  // shorter vectors have no direction: their cosine is near 0

constexpr std::string_view kKindKey = "index", kSimilarityKey = "similarity";
constexpr std::string_view kVectors = "vectors", kPresent = "present";

std::string_view name_of(Similarity similarity) {
  return option_names(Similarity{})[static_cast<std::size_t>(similarity)];
}

Error corrupt(const std::string& path, std::string_view problem) {
  return {ErrorCode::kBundleCorrupt, path,
          fmt::format("{}: {}; build the index anew", path, problem)};
}

Result<Similarity> similarity_in(const TensorFile& file) {
  const auto kind = file.metadata().find(std::string(kKindKey));
  if (kind == file.metadata().end() || kind->second != "flat") {
    return corrupt(file.path(), "metadata do not say that this is a flat index");
  }
  const auto found = file.metadata().find(std::string(kSimilarityKey));
  const auto names = option_names(Similarity{});
  const auto name =
      found == file.metadata().end() ? names.end() : std::ranges::find(names, found->second);
  if (name == names.end()) return corrupt(file.path(), "metadata name no similarity that we know");
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
  return kQueryBlock * (kSlotBlock + dim_) + kQueryBlock + 3 * kVectorFloats;
}

void FlatIndex::search(Exec& exec, MatrixView<const float> queries, AllowedSlots allowed,
                       MatrixView<ScoredSlot> best, std::span<std::size_t> counts) const {
  TWOTOWER_CHECK(queries.cols() == dim_ && best.rows() == queries.rows());
  TWOTOWER_CHECK(counts.size() == queries.rows());
  TWOTOWER_CHECK(allowed.words.empty() || allowed.words.size() >= words_of(num_slots_));
  exec.parallel_rows(queries.rows(), kQueryBlock, [&](Exec& block_exec, RowRange block) {
    search_block(block_exec, queries.slice(block), allowed, best.slice(block),
                 counts.subspan(block.first, block.count));
  });
}

void FlatIndex::search_block(Exec& exec, MatrixView<const float> queries, AllowedSlots allowed,
                             MatrixView<ScoredSlot> best, std::span<std::size_t> counts) const {
  const ScratchArena::Scope scope(exec.scratch());
  const MatrixView<const float> scaled = prepared(exec, queries);
  const MatrixView<float> panel = exec.scratch().matrix(queries.rows(), kSlotBlock);
  std::array<TopK, kQueryBlock> found;
  for (std::size_t q = 0; q < queries.rows(); ++q) found[q] = TopK({best.row(q), best.cols()});
  for (std::size_t first = 0; first < num_slots_; first += kSlotBlock) {
    const RowRange slots{first, std::min(kSlotBlock, num_slots_ - first)};
    const MatrixView<float> scores(panel.data(), queries.rows(), slots.count, kSlotBlock);
    scan(exec, similarity_, scaled, scanned(slots), scores);
    std::array<std::uint64_t, kSlotBlock / kWordSlots> words;
    const AllowedSlots searched = present_and(allowed, slots, words);
    for (std::size_t q = 0; q < queries.rows(); ++q) {
      found[q].add({scores.row(q), slots.count}, static_cast<std::uint32_t>(first), searched);
    }
  }
  for (std::size_t q = 0; q < queries.rows(); ++q) counts[q] = found[q].finish().size();
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

// The allowed slots of a block that are not removed; `words` is memory for them.
AllowedSlots FlatIndex::present_and(AllowedSlots allowed, RowRange slots,
                                    std::span<std::uint64_t> words) const {
  if (num_removed_ == 0) return allowed.part(slots);
  const AllowedSlots present = AllowedSlots{present_}.part(slots);
  if (allowed.words.empty()) return present;
  const AllowedSlots wanted = allowed.part(slots);
  for (std::size_t w = 0; w < present.words.size(); ++w) {
    words[w] = present.words[w] & wanted.words[w];
  }
  return {words.first(present.words.size())};
}

Result<void> FlatIndex::save(const std::string& path) const {
  TWOTOWER_ASSIGN(TensorFileWriter file,
                  TensorFileWriter::create(
                      path,
                      {tensor_info<std::uint64_t>(std::string(kPresent), {present_.size()}),
                       tensor_info<float>(std::string(kVectors), {num_slots_, dim_})},
                      {{std::string(kKindKey), "flat"},
                       {std::string(kSimilarityKey), std::string(name_of(similarity_))}}));
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
  if (dim == 0) return corrupt(file.path(), "vectors have no elements");
  if (num_slots > kMaxSlots) return corrupt(file.path(), "more vectors than slots have numbers");
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
