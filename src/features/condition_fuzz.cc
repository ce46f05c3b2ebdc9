#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "features/condition_rows.h"

// Any text as a condition: refused with a config error, or one that says the same again and can be
// asked about columns of every type. The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace twotower;  // NOLINT(google-build-using-namespace)
  const auto json = parse_json({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!json.ok()) return 0;
  const auto condition = Condition::parse(json.value(), {"filter", "fuzz"});
  if (!condition.ok()) {
    if (forms_of(condition.error().code).http_status != 400) std::abort();
    return 0;
  }
  const Value written = condition.value().to_value();
  const auto again = Condition::parse(written, {"filter", "fuzz"});
  if (!again.ok() || to_json(again.value().to_value()) != to_json(written)) std::abort();

  RawColumn integers, numbers, texts, places;
  integers.values = std::vector<std::int64_t>{-1, 0, 1'508'025'600};
  integers.is_missing = {0, 1, 0};
  numbers.values = std::vector<double>{-0.5, 0.0, 1e300};
  texts.values = StringColumn();
  for (const std::string_view text : {"", "clothes/tops", "2017-10-15"}) {
    std::get<StringColumn>(texts.values).push_back(text);
  }
  places.values = std::vector<double>{31.2, 121.5, 0.0};
  places.list_offsets = {0, 2, 2, 3};
  // A field is of the type that its last letter chooses.
  const RawColumn* columns[] = {&integers, &numbers, &texts, &places};
  const ConditionFields fields = {
      .find = [&](const std::string& name) -> const RawColumn* {
        return name.empty() ? nullptr : columns[static_cast<unsigned char>(name.back()) % 4];
      },
      .names = {"a", "b", "c", "d"},
      .num_rows = 3,
      .now = {1'508'025'600'000'000}};
  const auto rows = passing_rows(condition.value(), fields, {"filter", "fuzz"});
  if (rows.ok() && rows.value().size() != 3) std::abort();

  // The order of values finds the same.
  std::map<const RawColumn*, SortedValues> orders;
  for (const RawColumn* column : columns) {
    if (auto sorted = sort_values(*column)) orders[column] = std::move(*sorted);
  }
  ConditionFields with_orders = fields;
  with_orders.sorted = [&](const std::string& name) -> const SortedValues* {
    const auto found = orders.find(fields.find(name));
    return found == orders.end() ? nullptr : &found->second;
  };
  const auto by_order = passing_rows(condition.value(), with_orders, {"filter", "fuzz"});
  if (by_order.ok() != rows.ok()) std::abort();
  if (rows.ok() && by_order.value() != rows.value()) std::abort();
  return 0;
}
