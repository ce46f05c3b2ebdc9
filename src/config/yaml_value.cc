#include "config/yaml_value.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "base/mapped_file.h"
#include "base/messages/base_errors.h"
#include "base/messages/config_errors.h"

namespace twotower {
namespace {

// The whole of `text` as a decimal number, or nothing: "nan" and "inf" are words in YAML.
template <typename T>
std::optional<T> to_number(const std::string& text) {
  if (text.find_first_not_of("+-.0123456789eE") != std::string::npos) return std::nullopt;
  T number{};
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(begin, end, number);
  return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

Value::Data plain_scalar(const std::string& text) {
  if (text.empty() || text == "~" || text == "null") return {};
  if (text == "true" || text == "false") return text == "true";
  if (const auto integer = to_number<std::int64_t>(text)) return *integer;
  if (const auto number = to_number<double>(text)) return *number;
  return text;
}

// What YAML allows and we do not.
struct YamlLimit {
  int line = 0;  // from 0
  Message reason;
};

class YamlReader {
 public:
  explicit YamlReader(Lines lines) : lines_(lines) {}

  // Throws YAML::Exception or YamlLimit, which parse_yaml catches.
  Value read(const YAML::Node& node, int line, int depth) {
    if (depth > kMaxDepth || ++num_nodes_ > kMaxNodes) {
      throw YamlLimit{node.Mark().line, YamlTooDeep(kMaxDepth, kMaxNodes)};
    }
    switch (node.Type()) {
      case YAML::NodeType::Scalar: return scalar(node, line);
      case YAML::NodeType::Sequence: return list(node, line, depth);
      case YAML::NodeType::Map: return map(node, line, depth);
      case YAML::NodeType::Null:
      case YAML::NodeType::Undefined: break;
    }
    return Value({}, line);
  }

  int line_of(const YAML::Node& node) const {
    return lines_ == Lines::kKept ? node.Mark().line + 1 : 0;
  }

 private:
  static constexpr int kMaxDepth = 64;
  static constexpr int kMaxNodes = 100'000;

  Value scalar(const YAML::Node& node, int line) {
    const bool is_quoted = node.Tag() == "!";
    const std::string& text = counted(node);
    return Value(is_quoted ? Value::Data(text) : plain_scalar(text), line);
  }

  // An alias says a long text again and again.
  const std::string& counted(const YAML::Node& node) {
    const std::string& text = node.Scalar();
    num_bytes_ += text.size();
    if (num_bytes_ > kMaxYamlBytes) {
      throw YamlLimit{node.Mark().line, YamlTextTooLong(kMaxYamlBytes >> 20)};
    }
    return text;
  }

  Value list(const YAML::Node& node, int line, int depth) {
    Value::List list;
    for (const auto& element : node) list.push_back(read(element, line_of(element), depth + 1));
    return Value(std::move(list), line);
  }

  Value map(const YAML::Node& node, int line, int depth) {
    Value::Map map;
    for (const auto& entry : node) {
      map.push_back({counted(entry.first), read(entry.second, line_of(entry.first), depth + 1)});
    }
    return Value(std::move(map), line);
  }

  Lines lines_;
  int num_nodes_ = 0;
  std::size_t num_bytes_ = 0;
};

// `line` from 0.
Error syntax_error(std::string_view source, int line, Message reason) {
  return {ErrorCode::kConfigSyntax, "",
          YamlSyntax(fmt::format("{}:{}", source, line + 1), std::move(reason))};
}

void write_text(YAML::Emitter& out, const std::string& text) {
  const Value::Data plain = plain_scalar(text);  // what it would be without quotes
  if (!std::holds_alternative<std::string>(plain)) out << YAML::DoubleQuoted;
  out << text;
}

void write_value(YAML::Emitter& out, const Value& value) {
  if (const auto* map = value.as<Value::Map>()) {
    if (map->empty()) out << YAML::Flow;
    out << YAML::BeginMap;
    for (const auto& [key, entry] : *map) {
      out << YAML::Key;
      write_text(out, key);
      out << YAML::Value;
      write_value(out, entry);
    }
    out << YAML::EndMap;
  } else if (const auto* list = value.as<Value::List>()) {
    out << YAML::Flow << YAML::BeginSeq;
    for (const Value& element : *list) write_value(out, element);
    out << YAML::EndSeq;
  } else if (const auto* text = value.as<std::string>()) {
    write_text(out, *text);
  } else if (const auto* number = value.as<double>()) {
    out << fmt::format("{}", *number);
  } else if (const auto* integer = value.as<std::int64_t>()) {
    out << *integer;
  } else if (const auto* flag = value.as<bool>()) {
    out << *flag;
  } else {
    out << YAML::Null;
  }
}

}  // namespace

std::string to_yaml(const Value& value) {
  YAML::Emitter out;
  write_value(out, value);
  return std::string(out.c_str(), out.size()) + "\n";
}

Result<Value> parse_yaml(const std::string& text, std::string_view source, Lines lines) {
  try {
    const YAML::Node node = YAML::Load(text);
    YamlReader reader(lines);
    return reader.read(node, reader.line_of(node), 0);
  } catch (const YAML::Exception& exception) {
    return syntax_error(source, exception.mark.line, ForeignReason(exception.msg));
  } catch (YamlLimit& limit) {
    return syntax_error(source, limit.line, std::move(limit.reason));
  }
}

Result<Value> read_yaml_file(const std::string& path) {
  TWOTOWER_ASSIGN(const MappedFile file, MappedFile::open(path));
  const std::span<const std::byte> bytes = file.bytes();
  if (bytes.size() > kMaxYamlBytes) {
    return Error{ErrorCode::kConfigSyntax, "", ConfigTooLarge(path, bytes.size(), kMaxYamlBytes)};
  }
  return parse_yaml({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path,
                    Lines::kKept);
}

}  // namespace twotower
