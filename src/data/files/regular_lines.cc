#include "data/files/regular_lines.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace twotower {
namespace {

using Mask = std::uint64_t;  // a bit for each byte of a block, the first one's lowest
constexpr std::size_t kBlock = 64;
constexpr unsigned kLast = kBlock - 1;
using Block = std::array<char, kBlock>;

Mask places_of(char c, const Block& block) {
  Mask places = 0;
#if defined(__SSE2__)
  constexpr std::size_t kBytes = sizeof(__m128i);
  const __m128i wanted = _mm_set1_epi8(c);
  for (std::size_t i = 0; i < kBlock; i += kBytes) {
    __m128i bytes;
    std::memcpy(&bytes, block.data() + i, kBytes);
    const int equal = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted));
    places |= Mask{static_cast<std::uint32_t>(equal)} << i;
  }
#else
  for (std::size_t i = 0; i < kBlock; ++i) places |= Mask{block[i] == c ? 1U : 0U} << i;
#endif
  return places;
}

// Each bit is whether the number of bits up to it, itself among them, is odd.
Mask parity_up_to(Mask bits) {
  for (unsigned shift = 1; shift < kBlock; shift *= 2) bits ^= bits << shift;
  return bits;
}

// Goes through a text block by block, and knows of the block before what matters in the next.
class LineScan {
 public:
  LineScan(char separator, char line_end) : separator_(separator), line_end_(line_end) {}

  struct Found {
    Mask line_ends = 0;
    Mask wrong = 0;  // places that a regular line does not have
  };
  //   next  the byte behind the block
  Found scan(const Block& block, char next) {
    const Mask quotes = places_of('"', block), line_ends = places_of(line_end_, block);
    if (quotes == 0 && state_.is_plain()) {
      state_.may_open = is_limit(block[kLast]);
      return {line_ends, 0};
    }
    const Mask limits = places_of(separator_, block) | line_ends;
    const Mask backslashes = places_of('\\', block);
    const Mask within = parity_up_to(quotes) ^ (state_.is_within ? ~Mask{0} : 0);
    const Mask opening = quotes & within, closing = quotes & ~within;
    // Of a doubled quote, the first one closes and the second one opens.
    const Mask may_open = (limits | quotes) << 1U | Mask{state_.may_open};
    const Mask must_end = closing << 1U | Mask{state_.has_closed};
    const Mask may_end = limits | quotes | returns_at_end(block, line_ends, next);
    const Mask escaped = backslashes << 1U | Mask{state_.has_backslash};
    state_ = {.is_within = has_last(within),
              .may_open = has_last(limits | quotes),
              .has_closed = has_last(closing),
              .has_backslash = has_last(backslashes)};
    return {line_ends, (opening & ~may_open) | (must_end & ~may_end) | (closing & escaped) |
                           (line_ends & within)};
  }

 private:
  struct State {
    bool is_within = false;      // quotes, at the end of the block before
    bool may_open = true;        // its last byte is one behind which a quote may open
    bool has_closed = false;     // its last byte is a quote that closes
    bool has_backslash = false;  // or a backslash
    bool is_plain() const { return !is_within && !has_closed; }
  };

  static bool has_last(Mask mask) { return mask >> kLast != 0; }
  bool is_limit(char c) const { return c == separator_ || c == line_end_; }

  Mask returns_at_end(const Block& block, Mask line_ends, char next) const {
    if (line_end_ != '\n') return 0;
    return places_of('\r', block) & (line_ends >> 1U | Mask{next == line_end_} << kLast);
  }

  char separator_, line_end_;
  State state_;
};

}  // namespace

RegularLines regular_lines(std::string_view text, char separator, char line_end) {
  LineScan scan(separator, line_end);
  RegularLines lines;
  for (std::size_t at = 0; at < text.size(); at += kBlock) {
    const std::size_t size = std::min(kBlock, text.size() - at);
    Block block{};
    std::memcpy(block.data(), text.data() + at, size);
    const char next = at + kBlock < text.size() ? text[at + kBlock] : '\0';
    auto [line_ends, wrong] = scan.scan(block, next);
    if (size < kBlock) wrong &= (Mask{1} << size) - 1;  // behind the text nothing is wrong
    if (wrong != 0) line_ends &= (Mask{1} << static_cast<unsigned>(std::countr_zero(wrong))) - 1;
    if (line_ends != 0) {
      lines.length = at + kBlock - static_cast<std::size_t>(std::countl_zero(line_ends));
      lines.count += static_cast<std::uint64_t>(std::popcount(line_ends));
    }
    if (wrong != 0) break;
  }
  return lines;
}

}  // namespace twotower
