#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twotower {

enum class ColumnRole { kUser, kItem, kTime, kOrder, kType, kSession };

// "user", as it stands in `data.interactions.user` and `--user`.
std::string_view role_name(ColumnRole role);

// The words of a column's name in lower case: click_articleId -> click, article, id. Chinese is
// one word. A type behind the name (see FieldType) is none of it.
std::vector<std::string> name_words(std::string_view name);

// How well a name fits a role, in English or Chinese: 0 for a name that is used for nothing else
// (user_id), 1 for one that often means something else (date, device_id), 2 for a name of these
// with a word for an event before it (click_article_id); kWordWithId for a person or a thing of
// some trade with an ending of ids (student_no), kWordAlone for one without (course, 课程名称);
// nothing for others.
std::optional<int> name_rank(ColumnRole role, std::string_view name);
constexpr int kSureName = 2;  // and below: taken for the role whatever the column holds
constexpr int kWordWithId = 3;
constexpr int kWordAlone = 4;

// Whether two names have the same letters, whatever their case and what parts their words:
// Game_ID, gameId.
bool is_same_name(std::string_view a, std::string_view b);

// Whether a name is one of what was taken at once: invoice, order_no, 订单号.
bool is_visit_name(std::string_view name);

// Whether a name is one of a place within what was done at once: timeframe, step_no, 点击序号.
bool is_step_name(std::string_view name);

// The type that a header writes behind a name: user_id:token, tags:token_seq, age:float.
enum class FieldType { kUnsaid, kToken, kTokens, kInteger, kNumber, kNumbers };
FieldType field_type_of(std::string_view name);

enum class NamedPerson { kUser, kNobody };

// Whether a name is one of what tells who somebody is: mail, phone, address and the like. `name`
// alone is only where the column describes a user.
bool is_private_name(std::string_view name, NamedPerson person);

// Whether the column says if what was shown was clicked: click, is_clicked, label, 是否点击.
bool is_click_name(std::string_view name);

// The same of anything else that may come of it: purchased, is_liked, 是否下单.
bool is_taken_name(std::string_view name);

// Whether a name is that of how much a user liked an item: rating, stars, review_score, 评分. Not
// of means and counts (avg_rating, helpful_score).
bool is_rating_name(std::string_view name);

// Whether a name is that of a word for or against an item: vote, thumbs, feedback, 投票.
bool is_vote_name(std::string_view name);

// Whether a name is one of what is known only after an event: rating, dwell_time, quantity.
bool is_outcome_name(std::string_view name);

// Whether a name is one of what is chosen or settled with an event: amount_paid, sweetness,
// courier_id, 实付金额, 甜度; of texts also temperature. Whoever asks for a list does not know it.
bool is_choice_name(std::string_view name, bool is_text);

// How well a name fits what an item is called, best first: 0 for title, 1 for name and
// product_name; nothing for others.
std::optional<int> label_rank(std::string_view name);

// Whether a name is one of what is measured: price, age, year.
bool is_quantity_name(std::string_view name);

}  // namespace twotower
