#include "cli/tower_drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/messages/run_words.h"
#include "base/text_columns.h"
#include "messages/said.h"

namespace twotower {
namespace {

constexpr std::size_t kLabelColumns = 12, kLongestName = 32;

// What is said of an input, a column each.
struct Cells {
  std::string name, kind, width;
};

struct CellColumns {
  std::size_t name = 0, kind = 0, width = 0;

  void fit(const std::vector<Cells>& rows) {
    for (const Cells& cells : rows) {
      name = std::max(name, text_columns(cells.name));
      kind = std::max(kind, text_columns(cells.kind));
      width = std::max(width, cells.width.size());
    }
  }
};

std::vector<Cells> cells_of(const InspectedTower& tower, Language language) {
  std::vector<Cells> rows;
  for (const auto& [feature, kind, width] : tower.inputs) {
    rows.push_back({cut_to(said(feature, language), kLongestName), kind, std::to_string(width)});
  }
  if (rows.empty()) rows.emplace_back();
  return rows;
}

// The line of the inputs that goes on through the layers.
std::size_t way_out(std::size_t inputs) {
  return (inputs - 1) / 2;
}

// How input `i` of so many joins the others.
char joint(std::size_t i, std::size_t inputs) {
  if (inputs == 1) return '-';
  if (i == way_out(inputs)) return '+';
  if (i == 0) return '.';
  return i + 1 == inputs ? '\'' : '|';
}

std::string through_layers(const std::vector<std::int64_t>& widths) {
  std::string text = "-";
  for (const std::int64_t width : widths) text += fmt::format("> {} -", width);
  return text;
}

class TowerDrawing {
 public:
  TowerDrawing(CellColumns columns, Language language) : columns_(columns), language_(language) {}

  void add_tower(const Message& label, const std::vector<Cells>& inputs,
                 const InspectedTower& tower) {
    const std::size_t out = way_out(inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const auto& [name, kind, width] = inputs[i];
      lines_.push_back(start(i == 0 ? label : Message()) + padded(name, columns_.name + 2) +
                       padded(kind, columns_.kind + 2) +
                       fmt::format("{:>{}} -{}", width, columns_.width, joint(i, inputs.size())));
      if (i != out) continue;
      lines_.back() += through_layers(tower.widths);
      ends_.push_back(lines_.size() - 1);
    }
  }

  // Where the ways of the towers before end.
  void add_meeting(const Message& label, const Message& what) {
    ends_.push_back(lines_.size());
    lines_.push_back(start(label) + said(what, language_) + " <-");
    lead_down();
  }

  void add_note(const Message& note) { lines_.push_back(start({}) + said(note, language_)); }

  std::string text() const {
    std::string text;
    for (const std::string& line : lines_) text += line + "\n";
    return text;
  }

 private:
  std::string start(const Message& label) const {
    return padded(said(label, language_), kLabelColumns);
  }

  // A line down, right of all others, from the first end to the last.
  void lead_down() {
    std::size_t column = 0;
    for (const std::string& line : lines_) column = std::max(column, text_columns(line));
    for (std::size_t i = ends_.front(); i < lines_.size(); ++i) {
      const bool is_end = std::ranges::count(ends_, i) > 0;
      lines_[i].append(column - text_columns(lines_[i]), is_end ? '-' : ' ');
      lines_[i] += turn(i, is_end);
    }
  }

  char turn(std::size_t i, bool is_end) const {
    if (i == ends_.front()) return '.';
    if (i == ends_.back()) return '\'';
    return is_end ? '+' : '|';
  }

  CellColumns columns_;
  Language language_;
  std::vector<std::string> lines_;
  std::vector<std::size_t> ends_;  // lines
};

}  // namespace

std::string draw_towers(const InspectedBundle& bundle, Language language) {
  const std::vector<Cells> user = cells_of(bundle.user_tower, language);
  const std::vector<Cells> item = cells_of(bundle.item_tower, language);
  CellColumns columns;
  columns.fit(user);
  columns.fit(item);
  TowerDrawing drawing(columns, language);
  drawing.add_tower(LabelUserTower(), user, bundle.user_tower);
  drawing.add_tower(LabelItemTower(), item, bundle.item_tower);
  drawing.add_meeting(LabelCompared(), BundleCompared(bundle.similarity, bundle.temperature));
  const bool is_learned = bundle.weights > 0 || !bundle.tables.empty();
  if (is_learned) drawing.add_note(BundleOneLoss());
  return drawing.text();
}

}  // namespace twotower
