#include "features/known_event_types.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "base/nearest_name.h"

namespace twotower {
namespace {

struct KnownType {
  std::string_view name;
  double weight;
};
// In lower case, without _ - and blanks.
constexpr std::array kKnownTypes = {
    KnownType{"view", 1},       KnownType{"pv", 1},          KnownType{"click", 1},
    KnownType{"play", 1},       KnownType{"visit", 1},       KnownType{"pageview", 1},
    KnownType{"read", 1},       KnownType{"watch", 1},       KnownType{"listen", 1},
    KnownType{"点击", 1},       KnownType{"浏览", 1},        KnownType{"播放", 1},
    KnownType{"阅读", 1},       KnownType{"观看", 1},        KnownType{"收听", 1},
    KnownType{"cart", 3},       KnownType{"addtocart", 3},   KnownType{"addedtocart", 3},
    KnownType{"fav", 3},        KnownType{"favorite", 3},    KnownType{"favourite", 3},
    KnownType{"like", 3},       KnownType{"bookmark", 3},    KnownType{"wishlist", 3},
    KnownType{"reserve", 3},    KnownType{"reservation", 3}, KnownType{"加购", 3},
    KnownType{"加入购物车", 3}, KnownType{"收藏", 3},        KnownType{"点赞", 3},
    KnownType{"预约", 3},       KnownType{"buy", 5},         KnownType{"bought", 5},
    KnownType{"purchase", 5},   KnownType{"transaction", 5}, KnownType{"order", 5},
    KnownType{"book", 5},       KnownType{"booking", 5},     KnownType{"borrow", 5},
    KnownType{"loan", 5},       KnownType{"rent", 5},        KnownType{"enroll", 5},
    KnownType{"enrol", 5},      KnownType{"subscribe", 5},   KnownType{"attend", 5},
    KnownType{"checkin", 5},    KnownType{"购买", 5},        KnownType{"下单", 5},
    KnownType{"支付", 5},       KnownType{"预订", 5},        KnownType{"借阅", 5},
    KnownType{"报名", 5},       KnownType{"订阅", 5},        KnownType{"签到", 5},
    KnownType{"upvote", 3},     KnownType{"thumbsup", 3},    KnownType{"love", 3},
    KnownType{"喜欢", 3},       KnownType{"赞", 3},          KnownType{"好评", 3},
    KnownType{"pay", 5},        KnownType{"paid", 5},        KnownType{"payment", 5},
    KnownType{"付款", 5},       KnownType{"成交", 5},        KnownType{"shown", 0},
    KnownType{"show", 0},       KnownType{"impression", 0},  KnownType{"exposure", 0},
    KnownType{"曝光", 0},       KnownType{"展示", 0}};

constexpr std::string_view kDislikes[] = {
    "dislike", "thumbsdown", "thumbdown", "downvote", "notinterested", "hate", "hide",     "block",
    "不喜欢",  "点踩",       "踩",        "不感兴趣", "差评",          "讨厌", "屏蔽此类", "拉黑"};

// Also in the plural and in the past: "clicks", "liked", "viewed".
std::vector<std::string> stems_of(std::string_view type) {
  const std::string plain = folded_name(type);
  std::vector<std::string> stems;
  for (const std::string_view ending : {"", "s", "d", "ed"}) {
    if (plain.ends_with(ending)) stems.push_back(plain.substr(0, plain.size() - ending.size()));
  }
  return stems;
}

}  // namespace

bool is_impression(std::string_view type) {
  return known_weight(type) == 0.0 && !is_dislike(type);
}

std::optional<double> known_weight(std::string_view type) {
  if (is_dislike(type)) return 0.0;
  for (const std::string& stem : stems_of(type)) {
    const auto* known = std::ranges::find(kKnownTypes, stem, &KnownType::name);
    if (known != kKnownTypes.end()) return known->weight;
  }
  return std::nullopt;
}

bool is_dislike(std::string_view type) {
  return std::ranges::any_of(stems_of(type), [](const std::string& stem) {
    return std::ranges::find(kDislikes, stem) != std::end(kDislikes);
  });
}

}  // namespace twotower
