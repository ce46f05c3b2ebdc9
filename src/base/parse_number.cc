#include "base/parse_number.h"

#include <charconv>
#include <cmath>
#include <system_error>

namespace twotower {

std::optional<double> parse_number(std::string_view text, NumberRange range) {
  double number = 0.0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (rest != end || error == std::errc::invalid_argument) return std::nullopt;
  if (error != std::errc() && range != NumberRange::kAny) return std::nullopt;
  if (!std::isfinite(number) && range == NumberRange::kFinite) return std::nullopt;
  return number;
}

}  // namespace twotower
