#include "cli/state_commands.h"

#include <string_view>

#include "base/json.h"
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

}  // namespace

Result<std::string> ExportLogCommand::run() const {
  TWOTOWER_ASSIGN(const ExportedLog log, export_log(state, folder));
  if (as_json) return to_json(to_value(log)) + "\n";
  return say(language == Language::kChinese ? kExportedInChinese : kExportedInEnglish, log.folder,
             log.events, log.files, log.position, log.id, log.folder);
}

Result<std::string> BackupCommand::run() const {
  TWOTOWER_ASSIGN(const Backup backup, back_up_state(state, to));
  if (as_json) return to_json(to_value(backup)) + "\n";
  return say(language == Language::kChinese ? kBackedUpInChinese : kBackedUpInEnglish, backup.path,
             backup.position);
}

Result<std::string> RestoreCommand::run() const {
  TWOTOWER_TRY(restore_state(backup, to));
  return say(language == Language::kChinese ? kRestoredInChinese : kRestoredInEnglish, to);
}

}  // namespace twotower
