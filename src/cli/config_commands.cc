#include "cli/config_commands.h"

#include <utility>

#include "base/json.h"
#include "base/option_docs.h"
#include "base/options.h"
#include "cli/data_summary.h"
#include "config/config.h"
#include "config/yaml_value.h"
#include "messages/help.h"
#include "run/data_summary.h"
#include "run/open_bundle.h"

namespace twotower {
namespace {

std::string as_comment(const std::string& text) {
  std::string comment;
  for (std::size_t first = 0; first < text.size();) {
    const std::size_t end = text.find('\n', first);
    comment += "# " + text.substr(first, end - first) + "\n";
    first = end == std::string::npos ? text.size() : end + 1;
  }
  return comment;
}

}  // namespace

Result<std::string> ConfigCommand::run() const {
  TWOTOWER_ASSIGN(const Config config, load_config(source));
  const bool is_schema = form == Form::kSchema;
  return to_json(is_schema ? to_json_schema(option_tree(config)) : to_value(config)) + "\n";
}

Result<std::string> HelpCommand::run() const {
  const OptionNode tree = option_tree(Config());
  const OptionWords words = option_words(language);
  if (key.empty()) return to_markdown(tree, words);
  return to_help(tree, key, words);
}

Result<std::string> InitCommand::run() const {
  TWOTOWER_TRY(refuse_runs_as_data(source));
  TWOTOWER_ASSIGN(Config config, load_config(source));
  TWOTOWER_ASSIGN(const DataSummary data, look_at_data(std::move(config)));
  return as_comment(to_text(finding_lines(data, language)) +
                    to_text(decision_lines(data.decisions, language))) +
         to_yaml(to_value(data.config));
}

}  // namespace twotower
