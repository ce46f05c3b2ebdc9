#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/messages/message.h"
#include "base/result.h"
#include "base/value.h"
#include "features/repeat_term.h"

namespace twotower {

// One column of a file.
struct InspectedColumn {
  std::string name;
  std::string type;  // "integer", "number", "text", "time", "unread"
  bool is_list = false;
  std::uint64_t missing = 0;
  std::uint64_t distinct = 0;       // values that are not missing
  std::vector<std::string> values;  // the first few distinct ones
  std::optional<Message> problem;   // why it is "unread"; nothing else is known then
};

struct InspectedTable {
  std::string path;
  std::string format;
  std::uint64_t rows = 0;
  std::vector<InspectedColumn> columns;
  std::vector<Message> doubts = {};  // of the encoding that was given
};

// Reads one column after the other, so the memory is that of the largest; those that cannot be read
// (objects, bytes, lists of lists) say why. `overrides` are keys of data.interactions, as --set of
// a training: "data.interactions.encoding=gbk". Fails with the codes of load_config(), and with
// those of a table of which no column can be read.
Result<InspectedTable> inspect_table(const std::string& path,
                                     const std::vector<std::string>& overrides = {});

// {kind: table, path, format, rows, columns: [{name, type, missing, distinct, values}]}; the type
// of a list is "list of ..."; of an unread column {name, type: unread, problem}.
Value to_value(const InspectedTable& table);

// A tower as people see it.
struct InspectedTower {
  struct Input {
    Message feature;  // "region", "context hour", "history (newest 50)"
    std::string kind;
    std::size_t width = 0;
  };
  std::vector<Input> inputs;
  std::vector<std::int64_t> widths;  // of the layers, the vector's last; none: the input is it
};

// What a bundle is.
struct InspectedBundle {
  std::string path;
  std::string generation;
  std::string created;   // ISO 8601, UTC
  std::string twotower;  // version of the program that wrote it
  std::size_t users = 0;
  std::size_t items = 0;
  std::size_t events = 0;  // of the users' histories
  std::string repeat;      // "allow" or "exclude"
  std::string similarity;
  double temperature = 1.0;
  InspectedTower user_tower;
  InspectedTower item_tower;
  Value towers;  // {user: {inputs, hidden, dim}, item}

  struct Table {
    std::string name;
    std::size_t rows = 0;
    std::size_t dim = 0;
    std::size_t bytes = 0;
  };
  std::vector<Table> tables;
  std::size_t weights = 0;                                   // in layers
  std::vector<std::pair<std::string, std::uint64_t>> files;  // name, bytes
  Value metrics;    // of its test, as `evaluate --json` has it under `test`
  std::string fit;  // "all": the weights are of every row, and not those that were tested; "tested"
  RepeatTerm repeats;  // that scores have
};

// Fails as open_recommender() does.
Result<InspectedBundle> inspect_bundle(const std::string& path);

// {kind: bundle, path, generation, created, twotower, users, items, events, repeat, similarity,
// temperature, towers: {user, item}, tables, weights, files, fit, repeats?: {weight, half_life},
// metrics}.
Value to_value(const InspectedBundle& bundle);

}  // namespace twotower
