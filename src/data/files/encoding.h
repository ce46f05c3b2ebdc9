#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "data/files/table_options.h"

struct UConverter;

namespace twotower {

constexpr char kUnreadable = '\xFF';                    // see Decoder
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";  // a byte order mark

// What ICU calls it; not of kAuto.
std::string icu_name(const Encoding& encoding);

// Whether a whole text is UTF-8. Thread-safe.
bool is_utf8(std::string_view text);

// Turns a text into UTF-8, piece by piece. What cannot be read becomes the byte FF, which no UTF-8
// holds, so that the reader can say in which row it stands. Not thread-safe.
class Decoder {
 public:
  explicit Decoder(const Encoding& encoding);  // not kAuto

  std::string decode(std::string_view piece, bool is_end);

 private:
  struct Close {
    void operator()(UConverter* converter) const;
  };
  std::unique_ptr<UConverter, Close> converter_;
  bool is_start_ = true;
};

}  // namespace twotower
