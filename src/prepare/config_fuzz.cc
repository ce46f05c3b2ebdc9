#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/options.h"
#include "config/load_config.h"
#include "config/yaml_value.h"
#include "messages/said.h"
#include "prepare/check_config.h"

namespace twotower {
namespace {

void check_error(const Error& error) {
  if (!forms_of(error.code).name.starts_with("config.")) std::abort();
  if (english(error.message).empty()) std::abort();
}

// A config that was read is one that reads back to the same.
void check(const Config& config) {
  const std::string text = to_json(to_value(config));
  const auto parsed = parse_json(text, "fuzz");
  if (!parsed.ok()) std::abort();
  const auto again = read_options<Config>(parsed.value(), "fuzz");
  if (!again.ok() || to_json(to_value(again.value())) != text) std::abort();
  const auto checked = check_config(config);
  if (!checked.ok()) check_error(checked.error());
}

void load(const ConfigSource& source) {
  const auto config = load_config(source);
  if (config.ok()) {
    check(config.value());
  } else {
    check_error(config.error());
  }
}

}  // namespace
}  // namespace twotower

// Any text as a YAML config, and its first line as --set: refused with an error of the config, or a
// config. The name is libFuzzer's. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace twotower;  // NOLINT(google-build-using-namespace)
  const std::string text(reinterpret_cast<const char*>(data), size);
  load({.overrides = {text.substr(0, text.find('\n'))}});
  const auto value = parse_yaml(text, "fuzz", Lines::kKept);
  if (value.ok()) {
    load({.base = value.value(), .path = "fuzz"});
  } else {
    check_error(value.error());
  }
  return 0;
}
