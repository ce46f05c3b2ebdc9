#include "cli/state_commands.h"

#include <string>
#include <vector>

#include "base/json.h"
#include "base/messages/command_words.h"
#include "cli/labelled_line.h"
#include "run/export_log.h"
#include "run/state_copies.h"

namespace twotower {
Result<std::string> ExportLogCommand::run() const {
  TWOTOWER_ASSIGN(const ExportedLog log, export_log(state, folder));
  if (as_json) return to_json(to_value(log)) + "\n";
  const auto line = [&](const Message& label, const Message& text) {
    return labelled(label, text, language);
  };
  std::string text =
      line(LabelWrote(), LogExported(log.folder, log.events, log.files, log.position, log.id)) +
      line({}, LogTrainedOn("twotower train FILE --set data.interactions.log=" + log.folder));
  if (log.left_out > 0) text += line(LabelLeftOut(), LogTimesLeftOut(log.left_out));
  const std::vector<std::string>& columns = log.columns_left_out;
  if (columns.empty()) return text;
  return text + line(LabelLeftOut(), LogNamesLeftOut(columns.size(), columns[0]));
}

Result<std::string> BackupCommand::run() const {
  TWOTOWER_ASSIGN(const Backup backup, back_up_state(state, to));
  if (as_json) return to_json(to_value(backup)) + "\n";
  return labelled(LabelWrote(), BackedUp(backup.path, backup.position), language);
}

Result<std::string> RestoreCommand::run() const {
  TWOTOWER_ASSIGN(const Restored restored, restore_state(backup, to));
  std::string text = labelled(LabelWrote(), StateRestored(to), language) +
                     labelled({}, StateServed("twotower serve RUN --state " + to), language);
  for (const Error& error : restored.left_out) {
    text += labelled(LabelLeftOut(), GenerationLeftOut(error.message), language);
  }
  return text;
}

}  // namespace twotower
