#include "serve/cursor.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>
#include <set>

#include "bundle/test_bundle.h"
#include "serve/recommender.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using test_bundle::Example;
using test_bundle::kNumItems;

Recommender open_example(RepeatRule repeat = RepeatRule::kAllow, std::uint64_t seed = 1) {
  Example example(seed);
  example.repeat = repeat;
  const testkit::TemporaryFolder folder;
  EXPECT_TRUE(example.write(folder.path_of("bundle")).ok());
  return Recommender(open_bundle(folder.path_of("bundle")).value());
}

std::vector<Id> page_ids(const Recommendations& page) {
  std::vector<Id> ids;
  for (const RecommendedItem& item : page.items) ids.push_back(item.id);
  return ids;
}

// All pages of k, one after the other.
std::vector<Id> paged(const Recommender& recommender, RecommendRequest request) {
  std::vector<Id> all;
  request.is_paged = true;
  do {
    const Recommendations page = recommender.recommend(request).value();
    const std::vector<Id> ids = page_ids(page);
    all.insert(all.end(), ids.begin(), ids.end());
    request.cursor = page.cursor;
    if (!page.shortfall.has_value()) continue;
    EXPECT_TRUE(page.cursor.empty());
    EXPECT_EQ(page.shortfall->given + ids.size(), all.size());
  } while (!request.cursor.empty());
  return all;
}

TEST(PagesTest, AreTheListInPieces) {
  for (const RepeatRule repeat : {RepeatRule::kAllow, RepeatRule::kExclude}) {
    const Recommender recommender = open_example(repeat);
    for (const char* user : {"ann", "bob", "nobody"}) {
      for (const std::size_t k : {1, 2, 3, 5}) {
        const RecommendRequest whole = {
            .user_id = Id(user), .exclude = {Id(std::int64_t{101})}, .k = kNumItems};
        RecommendRequest page = whole;
        page.k = k;
        EXPECT_EQ(paged(recommender, page), page_ids(recommender.recommend(whole).value()));
      }
    }
  }
}

TEST(PagesTest, WithDiversityGiveEachItemOnce) {
  const Recommender recommender = open_example();
  const auto all = paged(recommender, {.user_id = Id("ann"), .diversity = 0.5, .k = 2});
  EXPECT_EQ(std::set<Id>(all.begin(), all.end()).size(), kNumItems);
}

TEST(PagesTest, GoOnWhileItemsComeAndGo) {
  Recommender recommender = open_example();
  RecommendRequest request = {.user_id = Id("ann"), .k = 3, .is_paged = true};
  const Recommendations first = recommender.recommend(request).value();
  request.cursor = first.cursor;
  const std::vector<Id> before = page_ids(recommender.recommend(request).value());
  recommender.remove_items(std::vector<Id>{before.front()});
  const Recommendations second = recommender.recommend(request).value();
  std::vector<Id> rest = page_ids(second);
  EXPECT_EQ(rest.front(), before[1]);
  for (const Id& id : page_ids(first)) EXPECT_EQ(std::ranges::count(rest, id), 0);
}

TEST(CursorTest, IsOfOneRequestAndOneGeneration) {
  const Recommender recommender = open_example(), again = open_example(),
                    other = open_example(RepeatRule::kAllow, 2);
  RecommendRequest request = {.user_id = Id("ann"), .k = 2, .is_paged = true};
  request.cursor = recommender.recommend(request).value().cursor;
  ASSERT_FALSE(request.cursor.empty());
  EXPECT_EQ(other.recommend(request).error().code, ErrorCode::kCursorExpired);
  EXPECT_TRUE(again.recommend(request).ok());
  const auto code_with = [&](auto change) {
    RecommendRequest changed = request;
    change(changed);
    const auto answer = recommender.recommend(changed);
    return answer.ok() ? std::string_view("ok") : forms_of(answer.error().code).name;
  };
  EXPECT_EQ(code_with([](auto& r) { r.k = 3; }), "ok");
  EXPECT_EQ(code_with([](auto& r) { r.why = true; }), "ok");
  constexpr std::string_view kOther = "request.out_of_range", kExpired = "cursor.expired";
  EXPECT_EQ(code_with([](auto& r) { r.user_id = Id("bob"); }), kOther);
  EXPECT_EQ(code_with([](auto& r) { r.user_id.reset(); }), kOther);
  EXPECT_EQ(code_with([](auto& r) { r.history.emplace(); }), kOther);
  EXPECT_EQ(code_with([](auto& r) { r.events.emplace_back(Id(std::int64_t{100})); }), kOther);
  EXPECT_EQ(code_with([](auto& r) { r.exclude.emplace_back(std::int64_t{100}); }), kOther);
  EXPECT_EQ(code_with([](auto& r) { r.exclude.emplace_back("100"); }), kOther);
  EXPECT_EQ(code_with([](auto& r) { r.diversity = 0.5; }), kOther);
  EXPECT_EQ(code_with([](auto& r) { r.cursor = "?"; }), kOther);
  EXPECT_EQ(code_with([](auto& r) { r.cursor = std::string(100'000, 'A'); }), kOther);
  EXPECT_EQ(code_with([](auto& r) { r.cursor = std::string(100, 'A'); }), kExpired);
  for (std::size_t i = 0; i < request.cursor.size(); ++i) {
    EXPECT_NE(code_with([&](auto& r) { r.cursor[i] = r.cursor[i] == 'A' ? 'B' : 'A'; }), "ok") << i;
  }
}

IdView name_of(std::uint32_t slot) {
  return std::int64_t{slot};
}

// A cursor of `request` as somebody makes it who knows the generation: with any bytes as slots.
std::string forged(const std::string& generation, const RecommendRequest& request,
                   const std::string& slots, const std::vector<std::uint32_t>& given) {
  RecommendRequest sealed = request;
  const std::size_t num_own = CursorKey(generation).seal(request, {}, name_of).size();
  sealed.cursor = CursorKey(generation).seal(request, given, name_of);
  std::string bytes(100, '\0');
  std::size_t size = 0;
  EXPECT_EQ(sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                              sealed.cursor.data(), sealed.cursor.size(), nullptr, &size, nullptr,
                              sodium_base64_VARIANT_URLSAFE_NO_PADDING),
            0);
  bytes.resize(num_own / 4 * 3 + num_own % 4 * 3 / 4);
  bytes += slots;
  const std::string name = "cursor of " + generation;
  std::array<unsigned char, crypto_auth_KEYBYTES> key{};
  crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(name.data()),
                     name.size(), nullptr, 0);
  auto* tag = reinterpret_cast<unsigned char*>(bytes.data());
  crypto_auth(tag, tag + crypto_auth_BYTES, bytes.size() - crypto_auth_BYTES, key.data());
  std::string text(
      sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), tag, bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(text.size() - 1);
  return text;
}

TEST(CursorTest, TakesNoOtherBytesOfWhoeverCanSign) {
  const CursorKey key("g");
  RecommendRequest request;
  const auto opens = [&](const std::string& slots, const std::vector<std::uint32_t>& given) {
    request.cursor.clear();
    request.cursor = forged("g", request, slots, given);
    return key.open(request, 100, name_of).ok();
  };
  EXPECT_TRUE(opens("", {}));
  EXPECT_TRUE(opens(std::string("\0", 1), {0}));
  EXPECT_TRUE(opens("\x63", {0x63}));
  EXPECT_FALSE(opens("\x63", {0x62}));
  EXPECT_FALSE(opens("\x64", {0x64}));
  for (const std::string& slots :
       {std::string("\x80"), std::string(12, '\x80') + "\x05", std::string("\xFF\xFF\xFF\xFF\x7F"),
        std::string("\x01\0", 2), std::string(2000, '\x01')}) {
    EXPECT_FALSE(opens(slots, {}));
  }
}

TEST(CursorTest, HoldsAThousandSlotsOfAnySize) {
  const CursorKey key("generation");
  RecommendRequest request;
  for (const std::uint32_t step : {1U, 127U, 128U, 4'000'000U}) {
    std::vector<std::uint32_t> slots(kMaxPagedItems);
    for (std::size_t i = 0; i < slots.size(); ++i) slots[i] = static_cast<std::uint32_t>(i) * step;
    request.cursor = key.seal(request, slots, name_of);
    EXPECT_EQ(key.open(request, slots.back() + 1, name_of).value(), slots);
    EXPECT_EQ(key.open(request, slots.back(), name_of).error().code, ErrorCode::kCursorExpired);
    EXPECT_LT(request.cursor.size(), 7000U);
  }
}

TEST(CursorTest, ExpiresWhereItsSlotsHaveOtherItems) {
  const CursorKey key("generation");
  RecommendRequest request;
  request.cursor = key.seal(request, {3, 7}, name_of);
  const auto with_other_seven = [](std::uint32_t slot) {
    return slot == 7 ? IdView("seven") : name_of(slot);
  };
  EXPECT_TRUE(key.open(request, 100, name_of).ok());
  EXPECT_EQ(key.open(request, 100, with_other_seven).error().code, ErrorCode::kCursorExpired);
}

TEST(DeadlineTest, IsHeld) {
  const Recommender recommender = open_example();
  using Clock = std::chrono::steady_clock;
  EXPECT_EQ(recommender.recommend({.user_id = Id("ann"), .deadline = Clock::now()}).error().code,
            ErrorCode::kServeDeadline);
  EXPECT_TRUE(
      recommender
          .recommend({.user_id = Id("ann"), .deadline = Clock::now() + std::chrono::hours(1)})
          .ok());
}

}  // namespace
}  // namespace twotower
