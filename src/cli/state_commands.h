#pragma once

#include <string>

#include "base/result.h"
#include "messages/language.h"

namespace twotower {

// `twotower export-log STATE --to FOLDER [--json]`
struct ExportLogCommand {
  std::string state;
  std::string folder;
  bool as_json = false;
  Language language = Language::kEnglish;

  // What was written. Fails as export_log() does.
  Result<std::string> run() const;
};

// `twotower backup STATE --to BACKUP [--json]`
struct BackupCommand {
  std::string state;
  std::string to;
  bool as_json = false;
  Language language = Language::kEnglish;

  // What was written. Fails as back_up_state() does.
  Result<std::string> run() const;
};

// `twotower restore BACKUP --to STATE`
struct RestoreCommand {
  std::string backup;
  std::string to;
  Language language = Language::kEnglish;

  // What was written. Fails as restore_state() does.
  Result<std::string> run() const;
};

}  // namespace twotower
