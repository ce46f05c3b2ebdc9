#pragma once

#include "base/messages/message.h"

// Errors of configs and what prepares data: see Error.
namespace twotower {

// Files and flags.
using ConfigNotAMap = MessageOf<"data.wrong_format.not_config", Name<"path">>;
using ConfigForTable = MessageOf<"data.wrong_format.config", Name<"flag">, Name<"path">>;
using ConfigTooLarge = MessageOf<"config.syntax.size", Name<"path">, Count<"bytes">, Count<"max">>;
using OverrideWithoutValue = MessageOf<"config.syntax.override", Name<"text">>;

// YAML. The place is a source and a line.
using YamlSyntax = MessageOf<"config.syntax.at", Name<"place">, Said<"reason">>;
using YamlTooDeep = MessageOf<"config.syntax.too_deep", Count<"levels">, Count<"values">>;
using YamlTextTooLong = MessageOf<"config.syntax.too_long", Count<"mebibytes">>;

// Texts of a config.
using ConfigZeroByte = MessageOf<"config.syntax.zero_byte", Said<"place">>;
using ConfigNotUtf8 = MessageOf<"config.syntax.utf8", Said<"place">>;
using ConfigPath = MessageOf<"config.path", Name<"path">>;
using ConfigKey = MessageOf<"config.key">;

using ConfigErrors =
    MessageList<ConfigNotAMap, ConfigForTable, ConfigTooLarge, OverrideWithoutValue, YamlSyntax,
                YamlTooDeep, YamlTextTooLong, ConfigZeroByte, ConfigNotUtf8, ConfigPath, ConfigKey>;

}  // namespace twotower
