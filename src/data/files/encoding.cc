#include "data/files/encoding.h"

#include <arrow/util/utf8.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/json_schema.h"
#include "base/messages/base_errors.h"
#include "base/messages/data_errors.h"

namespace twotower {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"auto", "utf-8", "latin-1", "gb18030",
                                                    "utf-16"};

// What people call them, too. (Whoever says gbk has what a program of today writes, so the wider
// encoding reads it as well.)
constexpr std::pair<const char*, Encoding::Kind> kOtherNames[] = {
    {"auto", Encoding::kAuto},         {"utf-8", Encoding::kUtf8},
    {"utf-8-sig", Encoding::kUtf8},    {"latin-1", Encoding::kLatin1},
    {"iso-8859-1", Encoding::kLatin1}, {"iso-latin-1", Encoding::kLatin1},
    {"cp1252", Encoding::kLatin1},     {"windows-1252", Encoding::kLatin1},
    {"gb18030", Encoding::kGb18030},   {"gbk", Encoding::kGb18030},
    {"gb2312", Encoding::kGb18030},    {"cp936", Encoding::kGb18030},
    {"ms936", Encoding::kGb18030},     {"euc-cn", Encoding::kGb18030},
    {"utf-16", Encoding::kUtf16},
};

bool has_converter(const std::string& name) {
  const bool is_name = std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == ':';
  });
  if (name.empty() || !is_name) return false;  // "," begins options of ICU
  UErrorCode status = U_ZERO_ERROR;
  UConverter* const converter = ucnv_open(name.c_str(), &status);
  ucnv_close(converter);
  return U_SUCCESS(status) != 0;
}

void append_utf8(std::string& text, const UChar* units, std::size_t num_units) {
  const std::size_t before = text.size();
  constexpr std::size_t kMaxBytes = 3;  // a unit
  text.resize(before + kMaxBytes * num_units);
  std::int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8WithSub(text.data() + before, static_cast<std::int32_t>(text.size() - before), &length,
                     units, static_cast<std::int32_t>(num_units), 0xFFFD, nullptr, &status);
  text.resize(before + static_cast<std::size_t>(length));
}

}  // namespace

std::string icu_name(const Encoding& encoding) {
  switch (encoding.kind) {
    case Encoding::kLatin1: return "windows-1252";
    case Encoding::kGb18030: return "gb18030";
    case Encoding::kUtf16: return "UTF-16";
    case Encoding::kOther: return encoding.other;
    default: return "UTF-8";
  }
}

std::string Encoding::name() const {
  return kind == kOther ? other : std::string(kNames[kind]);
}

Message Encoding::allowed() {
  return AllowedEncoding({kNames.begin(), kNames.end()});
}

Result<Encoding> Encoding::parse(const Value& value, const ValuePlace& place) {
  const auto* text = value.as<std::string>();
  if (text == nullptr) {
    return value_error(ErrorCode::kConfigWrongType, value, place, Allowed(allowed()));
  }
  for (const auto& [name, kind] : kOtherNames) {
    if (ucnv_compareNames(name, text->c_str()) == 0) return Encoding(kind);
  }
  if (!has_converter(*text)) {
    return value_error(ErrorCode::kConfigUnknownName, value, place, Allowed(allowed()));
  }
  Encoding encoding(kOther);
  encoding.other = *text;
  return encoding;
}

Value Encoding::to_value() const {
  return Value(name());
}

Value Encoding::json_schema() {
  return type_schema({"string"});
}

bool is_utf8(std::string_view text) {
  arrow::util::InitializeUTF8();  // costs something once; without it any text would pass
  return arrow::util::ValidateUTF8(text);
}

void Decoder::Close::operator()(UConverter* converter) const {
  ucnv_close(converter);
}

Decoder::Decoder(const Encoding& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  converter_.reset(ucnv_open(icu_name(encoding).c_str(), &status));
  TWOTOWER_CHECK(converter_ != nullptr);
  ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                      &status);
}

std::string Decoder::decode(std::string_view piece, bool is_end) {
  std::string text;
  std::vector<UChar> units(piece.size() + 64);
  const char* source = piece.data();
  const char* const source_end = source + piece.size();
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (U_FAILURE(status)) {
    status = U_ZERO_ERROR;
    UChar* target = units.data();
    ucnv_toUnicode(converter_.get(), &target, units.data() + units.size(), &source, source_end,
                   nullptr, static_cast<UBool>(is_end), &status);
    append_utf8(text, units.data(), static_cast<std::size_t>(target - units.data()));
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) text += kUnreadable;
  }
  if (is_start_ && text.starts_with(kUtf8Mark)) text.erase(0, kUtf8Mark.size());
  is_start_ = is_start_ && text.empty();
  return text;
}

}  // namespace twotower
