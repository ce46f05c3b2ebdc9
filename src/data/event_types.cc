#include "data/event_types.h"

#include <absl/container/flat_hash_map.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <tuple>

namespace twotower {
namespace {

struct KnownType {
  std::string_view name;
  double weight;
};
// In lower case, without _ - and blanks.
constexpr std::array kKnownTypes = {
    KnownType{"view", 1},        KnownType{"pv", 1},         KnownType{"click", 1},
    KnownType{"play", 1},        KnownType{"visit", 1},      KnownType{"pageview", 1},
    KnownType{"点击", 1},        KnownType{"浏览", 1},       KnownType{"播放", 1},
    KnownType{"cart", 3},        KnownType{"addtocart", 3},  KnownType{"fav", 3},
    KnownType{"favorite", 3},    KnownType{"favourite", 3},  KnownType{"like", 3},
    KnownType{"加购", 3},        KnownType{"加入购物车", 3}, KnownType{"收藏", 3},
    KnownType{"点赞", 3},        KnownType{"buy", 5},        KnownType{"purchase", 5},
    KnownType{"transaction", 5}, KnownType{"order", 5},      KnownType{"购买", 5},
    KnownType{"下单", 5},        KnownType{"支付", 5},       KnownType{"shown", 0},
    KnownType{"impression", 0},  KnownType{"exposure", 0},   KnownType{"曝光", 0},
    KnownType{"展示", 0}};

std::string plain_form(std::string_view type) {
  std::string plain;
  for (const char c : type) {
    if (c == '_' || c == '-' || c == ' ') continue;
    plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return plain;
}

Result<double> weight_of(const std::string& type,
                         const std::optional<std::map<std::string, double>>& weights,
                         const ColumnPlace& place) {
  if (!weights.has_value()) return known_weight(type).value_or(1.0);
  const std::string key = "data.interactions.type.weights";
  const auto weight = weights->find(type);
  if (weight == weights->end()) {
    return Error{ErrorCode::kConfigUnknownName, key,
                 fmt::format("{0}: {1}: column {2} has the type `{3}`, which has no weight; set "
                             "{0}.{3} (0: never something to recommend)",
                             key, place.path, place.column, type)};
  }
  if (!is_impression(type) || weight->second == 0.0) return weight->second;
  return Error{ErrorCode::kConfigOutOfRange, key + "." + type,
               fmt::format("{}.{} is {}: what is only shown was not taken, so its weight is 0; "
                           "events that were taken need another type",
                           key, type, weight->second)};
}

}  // namespace

bool are_flags(const RawColumn& types) {
  bool has_zero = false;
  for (std::size_t row = 0; row < types.num_rows(); ++row) {
    const std::string type = text_of(types, row);
    if (type != "0" && type != "1") return false;
    has_zero = has_zero || type == "0";
  }
  return has_zero;
}

bool is_impression(std::string_view type) {
  return known_weight(type) == 0.0;
}

std::optional<double> known_weight(std::string_view type) {
  const auto* known = std::ranges::find(kKnownTypes, plain_form(type), &KnownType::name);
  return known == kKnownTypes.end() ? std::nullopt : std::optional(known->weight);
}

Result<WeighedEvents> weigh_events(const RawColumn& types,
                                   const std::optional<std::map<std::string, double>>& weights,
                                   const ColumnPlace& place) {
  WeighedEvents events;
  absl::flat_hash_map<std::string, std::size_t> known;  // place in events.types
  const bool zero_is_shown = are_flags(types) && (!weights.has_value() || !weights->contains("0") ||
                                                  weights->at("0") == 0.0);
  for (std::size_t row = 0; row < types.num_rows(); ++row) {
    const std::string type = text_of(types, row);
    if (type.empty()) {
      return cell_error(ErrorCode::kDataBadRow, place, row, type,
                        "every row needs a type; leave it out by data.interactions.keep: {" +
                            place.column + ": {exists: true}}");
    }
    const auto [entry, is_new] = known.try_emplace(type, events.types.size());
    if (is_new) {
      double weight = 0.0;
      if (!zero_is_shown || type != "0") {
        TWOTOWER_ASSIGN(weight, weight_of(type, weights, place));
      }
      events.types.push_back({type, weight, 0});
    }
    EventType& event = events.types[entry->second];
    ++event.rows;
    events.weights.push_back(static_cast<float>(event.weight));
    const bool is_shown = is_impression(type) || (zero_is_shown && type == "0");
    events.is_impression.push_back(is_shown ? 1 : 0);
  }
  std::ranges::sort(events.types, [](const EventType& a, const EventType& b) {
    return std::tie(b.rows, a.name) < std::tie(a.rows, b.name);
  });
  return events;
}

}  // namespace twotower
