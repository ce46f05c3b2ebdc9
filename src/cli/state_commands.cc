#include "cli/state_commands.h"

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "messages/said.h"
#include "messages/words.h"
#include "run/export_log.h"
#include "run/state_copies.h"

namespace twotower {
namespace {

constexpr std::string_view kExportedInEnglish =
    "wrote     {}: {} events in {} files, up to position {} of log {}\n"
    "          twotower train FILE --set data.interactions.log={} trains on them, too\n";
constexpr std::string_view kExportedInChinese =
    "写入      {0}：{1} 个事件，{2} 个文件，到日志 {4} 的位置 {3}\n"
    "          twotower train FILE --set data.interactions.log={5} 会一并用来训练\n";

constexpr std::string_view kBackedUpInEnglish = "wrote     {}: all up to position {}\n";
constexpr std::string_view kBackedUpInChinese = "写入      {}：截至位置 {} 的全部内容\n";
constexpr std::string_view kRestoredInEnglish =
    "wrote     {0}: every file was checked\n"
    "          twotower serve RUN --state {0} serves from it\n";
constexpr std::string_view kRestoredInChinese =
    "写入      {0}：所有文件都已校验\n"
    "          twotower serve RUN --state {0} 会用它提供服务\n";

constexpr std::string_view kTimesInEnglish =
    "left out  {} events with times before 1995 or after tomorrow\n";
constexpr std::string_view kTimesInChinese = "未写入    {} 个事件：时间早于 1995 年或晚于明天\n";
constexpr std::string_view kColumnsInEnglish =
    "left out  {} names of contexts that few events have, as `{}`\n";
constexpr std::string_view kColumnsInChinese =
    "未写入    {} 个很少出现的 context 名称，例如 `{}`\n";
constexpr std::string_view kGenerationInEnglish =
    "left out  a generation that does not serve and is damaged: {}\n";
constexpr std::string_view kGenerationInChinese = "未恢复    一个已损坏且不在服务的模型包：{}\n";

}  // namespace

Result<std::string> ExportLogCommand::run() const {
  TWOTOWER_ASSIGN(const ExportedLog log, export_log(state, folder));
  if (as_json) return to_json(to_value(log)) + "\n";
  const bool is_chinese = language == Language::kChinese;
  std::string text = say(is_chinese ? kExportedInChinese : kExportedInEnglish, log.folder,
                         log.events, log.files, log.position, log.id, log.folder);
  if (log.left_out > 0) text += say(is_chinese ? kTimesInChinese : kTimesInEnglish, log.left_out);
  const std::vector<std::string>& columns = log.columns_left_out;
  if (columns.empty()) return text;
  return text + say(is_chinese ? kColumnsInChinese : kColumnsInEnglish, columns.size(), columns[0]);
}

Result<std::string> BackupCommand::run() const {
  TWOTOWER_ASSIGN(const Backup backup, back_up_state(state, to));
  if (as_json) return to_json(to_value(backup)) + "\n";
  return say(language == Language::kChinese ? kBackedUpInChinese : kBackedUpInEnglish, backup.path,
             backup.position);
}

Result<std::string> RestoreCommand::run() const {
  TWOTOWER_ASSIGN(const Restored restored, restore_state(backup, to));
  const bool is_chinese = language == Language::kChinese;
  std::string text = say(is_chinese ? kRestoredInChinese : kRestoredInEnglish, to);
  for (const Error& error : restored.left_out) {
    text += say(is_chinese ? kGenerationInChinese : kGenerationInEnglish,
                said(error.message, language));
  }
  return text;
}

}  // namespace twotower
