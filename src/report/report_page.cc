#include "report/report_page.h"

#include <string_view>

#include "base/check.h"
#include "base/json.h"
#include "messages/language.h"
#include "report/page.h"
#include "report/page_words.h"

namespace twotower {
namespace {

Value texts(const std::vector<std::string>& list) {
  Value::List values;
  for (const std::string& text : list) values.emplace_back(text);
  return Value(std::move(values));
}

Value to_value(double number) {
  return Value(number);
}
Value to_value(const MapPoint& point);
Value to_value(const ListedItem& item);
Value to_value(const ReportEpoch& epoch);
Value to_value(const ReportPerson& person);

template <typename T>
Value list_of(const std::vector<T>& list) {
  Value::List values;
  for (const T& element : list) values.push_back(to_value(element));
  return Value(std::move(values));
}

Value to_value(const MapPoint& point) {
  return Value(Value::Map{{"x", Value(double{point.place[0]})},
                          {"y", Value(double{point.place[1]})},
                          {"label", Value(point.label)},
                          {"group", Value(point.group)},
                          {"count", Value(point.count)}});
}

Value to_value(const ListedItem& item) {
  return Value(Value::Map{
      {"label", Value(item.label)}, {"reason", Value(item.reason)}, {"hit", Value(item.is_hit)}});
}

Value to_value(const ReportEpoch& epoch) {
  Value::Map map{{"epoch", Value(epoch.epoch)}, {"loss", Value(epoch.loss)}};
  if (epoch.metric.has_value()) map.push_back({"metric", Value(*epoch.metric)});
  return Value(std::move(map));
}

Value to_value(const ReportPerson& person) {
  return Value(Value::Map{{"id", Value(person.id)},
                          {"history", texts(person.history)},
                          {"took", texts(person.took)},
                          {"two_towers", list_of(person.two_towers)},
                          {person.rival, list_of(person.of_rival)}});
}

Value to_value(const ReportPage& page) {
  Value::Map cause_texts;
  for (const auto& [code, text] : page.cause_texts) cause_texts.push_back({code, Value(text)});
  Value::Map exposure;
  for (const auto& [name, shares] : page.exposure) exposure.push_back({name, list_of(shares)});
  Value::Map map{{"items", list_of(page.items)}, {"users", list_of(page.users)}};
  return Value(Value::Map{{"name", Value(page.name)},
                          {"language", Value(page.language)},
                          {"words", page_words(choose_language(page.language))},
                          {"verdict", Value(page.verdict)},
                          {"run", page.run},
                          {"config", Value(to_json(page.config))},
                          {"command", Value(page.command)},
                          {"checks", page.checks},
                          {"cause_texts", Value(std::move(cause_texts))},
                          {"towers", page.towers},
                          {"epoch_metric", Value(page.epoch_metric)},
                          {"epochs", list_of(page.epochs)},
                          {"map", Value(std::move(map))},
                          {"people", list_of(page.people)},
                          {"exposure", Value(std::move(exposure))}});
}

// JSON inside a script element: nothing in it may end the element or open a comment.
std::string for_script(std::string_view json) {
  std::string safe;
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

void put(std::string& html, std::string_view place, std::string_view text) {
  const std::size_t at = html.find(place);
  TWOTOWER_CHECK(at != std::string::npos);
  html.replace(at, place.size(), text);
}

}  // namespace

// The data comes last: what it says is not looked through for places.
std::string to_html(const ReportPage& page) {
  std::string html(kReportHtml);
  put(html, "/*{noscript}*/", page_without_script(choose_language(page.language)));
  put(html, "/*{style}*/", kReportStyle);
  put(html, "/*{script}*/", kReportScript);
  put(html, "/*{data}*/", for_script(to_json(to_value(page))));
  return html;
}

}  // namespace twotower
