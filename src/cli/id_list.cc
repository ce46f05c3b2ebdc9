#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/input_file.h"
#include "base/json.h"
#include "base/messages/cli_errors.h"
#include "base/nearest_path.h"
#include "base/shell_word.h"
#include "cli/flag_values.h"
#include "serve/event_form.h"
#include "serve/item_labels.h"
#include "serve/user_state.h"

namespace twotower {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
// Between ids, by those who do not know that it is a comma.
constexpr std::string_view kOtherSeparators = ", \t\n;:=|[](){}\"'";
// Words beside ids that are none: item=3.
constexpr std::array<std::string_view, 5> kNoIds = {"item", "items", "item_id", "id", "ids"};
// The comma and what Chinese keyboards have in its place.
constexpr std::array<std::string_view, 4> kCommas = {",", "，", "、", "；"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kQuotes = {
    {{"\"", "\""}, {"'", "'"}, {"“", "”"}, {"‘", "’"}, {"「", "」"}}};
// Pieces of an id with commas that are tried together.
constexpr std::size_t kMostPieces = 8;
// Texts of which near labels are looked for, which reads all labels: what people type has few.
constexpr std::size_t kMostSought = 16;

std::vector<std::string> parts_between(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

bool is_item(const Recommender& items, std::string_view id) {
  return items.has_item(Id(std::string(id)));
}

// Whether `id`, which no item is called, is several ids.
bool has_items_inside(const Recommender& items, std::string_view id) {
  return std::ranges::any_of(parts_between(id, kOtherSeparators),
                             [&](const std::string& part) { return is_item(items, part); });
}

bool are_items(const Recommender& items, const std::vector<std::string>& ids) {
  return std::ranges::all_of(ids, [&](const std::string& id) { return is_item(items, id); });
}

// The bytes of the comma that a text starts with; 0: it starts with none.
std::size_t comma_at(std::string_view text) {
  for (const std::string_view comma : kCommas) {
    if (text.starts_with(comma)) return comma.size();
  }
  return 0;
}

// What stands between the quotes around a text; none where there are none around all of it.
std::optional<std::string_view> quoted(std::string_view text) {
  for (const auto& [open, close] : kQuotes) {
    if (text.size() < open.size() + close.size() || !text.starts_with(open)) continue;
    const std::size_t end = text.find(close, open.size());
    if (end + close.size() != text.size()) continue;
    return text.substr(open.size(), end - open.size());
  }
  return std::nullopt;
}

// The length of what stands in quotes at the start of a text, where a comma or the end follows; 0:
// no such quotes.
std::size_t quoted_length(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  for (const auto& [open, close] : kQuotes) {
    if (!text.substr(begin).starts_with(open)) continue;
    const std::size_t end = text.find(close, begin + open.size());
    if (end == std::string_view::npos) continue;
    const std::size_t next =
        std::min(text.find_first_not_of(kBlanks, end + close.size()), text.size());
    if (next == text.size() || comma_at(text.substr(next)) > 0) return next;
  }
  return 0;
}

// A text cut at its commas, those between quotes left alone. The pieces are parts of `text`.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = begin + quoted_length(text.substr(begin));
    while (end < text.size() && comma_at(text.substr(end)) == 0) ++end;
    const std::string_view piece = stripped(text.substr(begin, end - begin), kBlanks);
    if (!piece.empty()) pieces.push_back(piece);
    if (end == text.size()) break;
    begin = end + comma_at(text.substr(end));
  }
  return pieces;
}

// What of a text is an id: without quotes around it.
std::string_view plain(std::string_view piece) {
  return quoted(piece).value_or(piece);
}

Error unknown_id(std::string_view flag, Message message) {
  return {ErrorCode::kRequestUnknownId, std::string(flag), std::move(message)};
}

Error label_of_several(std::string_view flag, const std::string& label,
                       const LabelledItems& found) {
  std::vector<std::string> ids;
  for (const Id& id : found.ids) ids.push_back(id_text(id));
  return unknown_id(flag, LabelOfSeveral(std::string(flag), label, found.count, std::move(ids)));
}

// That what no item is called is not nearly what one is called.
Result<void> check_no_label(std::string_view flag, const std::string& text,
                            const Recommender& items) {
  std::vector<std::string> near;
  for (const std::string& label : near_labels(*items.bundle(), text)) {
    near.push_back(fmt::format("{} {}", flag, shell_word(label)));
  }
  if (near.empty()) return {};
  return unknown_id(flag, LabelNear(std::string(flag), text, std::move(near)));
}

// Reads the ids of one flag, each by the first of these that holds: the id of an item, the label of
// one, an unknown id.
class IdReader {
 public:
  IdReader(std::string_view flag, const Recommender& items) : flag_(flag), items_(items) {}

  // Texts in which ids stand apart by commas.
  Result<std::vector<Id>> read(const std::vector<std::string>& texts) {
    std::vector<std::vector<std::string_view>> cut;
    for (const std::string& text : texts) cut.push_back(pieces(text));
    find_labels(cut);
    std::vector<Id> ids;
    for (const auto& of_text : cut) {
      for (std::size_t i = 0; i < of_text.size();) {
        TWOTOWER_ASSIGN(i, read_one(of_text, i, ids));
      }
    }
    return ids;
  }

  // Each an id of its own.
  Result<std::vector<Id>> read_whole(const std::vector<std::string>& texts) {
    std::vector<std::vector<std::string_view>> cut;
    for (const std::string& text : texts) cut.push_back({text});
    find_labels(cut);
    std::vector<Id> ids;
    for (const auto& text : cut) TWOTOWER_TRY(read_known(text.front(), ids));
    return ids;
  }

 private:
  std::vector<std::string_view> pieces(std::string_view text) const {
    const std::string_view whole = stripped(text, kBlanks);
    if (is_item(items_, whole)) return {whole};
    return pieces_of(text);
  }

  // From the first of `count` pieces of a text to the last.
  static std::string_view joined(const std::vector<std::string_view>& pieces, std::size_t first,
                                 std::size_t count) {
    const std::string_view last = pieces[first + count - 1];
    const char* begin = pieces[first].data();
    const auto size = static_cast<std::size_t>(last.data() + last.size() - begin);
    return count == 1 ? plain(pieces[first]) : std::string_view(begin, size);
  }

  static std::size_t most_pieces(const std::vector<std::string_view>& pieces, std::size_t first) {
    return std::min(pieces.size() - first, kMostPieces);
  }

  void find_labels(const std::vector<std::vector<std::string_view>>& cut) {
    std::vector<std::string> asked;
    for (const auto& pieces : cut) {
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (is_item(items_, plain(pieces[i]))) continue;
        for (std::size_t count = 1; count <= most_pieces(pieces, i); ++count) {
          asked.emplace_back(joined(pieces, i, count));
        }
      }
    }
    looks_for_near_ = asked.size() <= kMostSought;
    const std::vector<LabelledItems> found = items_labelled(*items_.bundle(), asked);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (found[i].count > 0) labels_.emplace(asked[i], found[i]);
    }
  }

  // Whether `text` is the id or the label of an item, which is then added.
  Result<bool> read_label(std::string_view text, std::vector<Id>& ids) const {
    const auto label = labels_.find(std::string(text));
    if (label == labels_.end()) return false;
    if (label->second.count > 1) return label_of_several(flag_, label->first, label->second);
    ids.push_back(label->second.ids.front());
    return true;
  }

  // The piece at `first`, with those behind it as far as an id or a label has commas. Gives the
  // next one.
  Result<std::size_t> read_one(const std::vector<std::string_view>& pieces, std::size_t first,
                               std::vector<Id>& ids) const {
    if (is_item(items_, pieces[first])) {
      ids.emplace_back(std::string(pieces[first]));
      return first + 1;
    }
    for (std::size_t count = 1; count <= most_pieces(pieces, first); ++count) {
      const std::string_view text = joined(pieces, first, count);
      if (!is_item(items_, text)) continue;
      ids.emplace_back(std::string(text));
      return first + count;
    }
    for (std::size_t count = 1; count <= most_pieces(pieces, first); ++count) {
      TWOTOWER_ASSIGN(const bool is_label, read_label(joined(pieces, first, count), ids));
      if (is_label) return first + count;
    }
    if (!quoted(pieces[first]).has_value()) {
      TWOTOWER_TRY(check_one_id(pieces[first], joined(pieces, 0, pieces.size())));
    }
    ids.emplace_back(std::string(plain(pieces[first])));
    return first + 1;
  }

  Result<void> read_known(std::string_view text, std::vector<Id>& ids) const {
    if (!is_item(items_, text)) {
      TWOTOWER_ASSIGN(const bool is_label, read_label(text, ids));
      if (is_label) return {};
      TWOTOWER_TRY(check_near(std::string(text)));
    }
    ids.emplace_back(std::string(text));
    return {};
  }

  Result<void> check_near(const std::string& text) const {
    return looks_for_near_ ? check_no_label(flag_, text, items_) : Result<void>();
  }

  // That what no item is called is not several ids, nor a file of them.
  //   all  the ids of the flag
  Result<void> check_one_id(std::string_view text, std::string_view all) const {
    const std::string id(text);
    if (!are_items(items_, parts_between(text, kOtherSeparators))) TWOTOWER_TRY(check_near(id));
    if (has_items_inside(items_, text)) {
      std::vector<std::string> parts = parts_between(all, kOtherSeparators);
      std::erase_if(parts, [&](const std::string& part) {
        return std::ranges::count(kNoIds, part) > 0 && !is_item(items_, part);
      });
      const std::string right = fmt::format("{}", fmt::join(parts, ","));
      return unknown_id(flag_, IdsNotApart(id, std::string(flag_), shell_word(right)));
    }
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(id, ignored)) return {};
    return unknown_id(flag_, IdsInFile(id, std::string(flag_)));
  }

  std::string_view flag_;
  const Recommender& items_;
  std::map<std::string, LabelledItems> labels_;
  bool looks_for_near_ = false;
};

// With the name of a file beside it that is nearly that of one which is not there.
Error with_file_near(Error error, const std::string& flag, const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) return error;
  const std::string near = nearest_path(path, PathKind::kFile);
  if (near.empty()) return error;
  error.message =
      UsageNear(std::move(error.message), fmt::format("{} {}", flag, shell_word("@" + near)));
  return error;
}

Result<std::vector<std::string>> lines_of_file(const std::string& path) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";  // a byte order mark
  TWOTOWER_ASSIGN(const std::string text, read_file(path));
  std::vector<std::string> lines;
  for (const std::string& line : parts_between(
           std::string_view(text).substr(text.starts_with(kMark) ? kMark.size() : 0), "\n")) {
    lines.push_back(line);
  }
  return lines;
}

// None where it is no JSON list.
std::optional<Value> json_list(const std::string& text, const std::string& flag) {
  for (const std::string& written : {text, with_ascii_punctuation(text)}) {
    auto value = parse_json(written, flag);
    if (value.ok() && value.value().as<Value::List>() != nullptr) return std::move(value).value();
  }
  return std::nullopt;
}

Result<std::vector<std::string>> texts_of(const Value& list, const std::string& flag) {
  std::vector<std::string> texts;
  for (const Value& value : *list.as<Value::List>()) {
    const std::optional<Id> id = id_of(value);
    if (!id.has_value()) return Error{ErrorCode::kJsonSyntax, flag, ListWithoutIds(flag)};
    texts.push_back(id_text(*id));
  }
  return texts;
}

}  // namespace

Result<std::vector<Id>> read_id_list(std::string_view flag, std::string_view text,
                                     const Recommender& items) {
  const std::string name(flag), given(stripped(text, kBlanks));
  IdReader reader(flag, items);
  const bool is_id = is_item(items, given);
  if (!is_id && given.starts_with('@')) {
    const std::string path = given.substr(1);
    const auto lines = lines_of_file(path);
    return lines.ok() ? reader.read(lines.value()) : with_file_near(lines.error(), name, path);
  }
  const bool is_bracket = given.starts_with('[') || given.starts_with("［");
  if (const auto list = is_bracket && !is_id ? json_list(given, name) : std::nullopt) {
    TWOTOWER_ASSIGN(const std::vector<std::string> texts, texts_of(*list, name));
    return reader.read_whole(texts);
  }
  if (is_bracket && !is_id && !has_items_inside(items, given)) {
    return Error{ErrorCode::kJsonSyntax, name, ListWithoutIds(name)};
  }
  return reader.read({given});
}

Result<Id> read_item_id(std::string_view flag, std::string_view text, const Recommender& items) {
  if (is_item(items, text)) return Id(std::string(text));
  const std::string id(plain(stripped(text, kBlanks)));
  if (is_item(items, id)) return Id(id);
  const std::vector<std::string> labels = {id};
  const LabelledItems found = items_labelled(*items.bundle(), labels).front();
  if (found.count > 1) return label_of_several(flag, id, found);
  if (found.count == 1) return found.ids.front();
  TWOTOWER_TRY(check_no_label(flag, id, items));
  return Id(id);
}

Id read_user_id(std::string_view text, const Recommender& users) {
  const IdMap& known = users.bundle()->users->ids;
  if (known.find(IdView(text)).has_value()) return Id(std::string(text));
  return Id(std::string(plain(stripped(text, kBlanks))));
}

}  // namespace twotower
