#pragma once

#include "base/messages/message.h"

// What help says around the help of options and flags: see OptionWords.
namespace twotower {

// The options of a config.
using HelpTableHead = MessageOf<"help.table_head">;
using HelpOption =
    MessageOf<"help.option", Name<"path">, Said<"allowed">, Said<"default">, Name<"help">>;
using HelpAutomatic = MessageOf<"help.automatic">;

// What is allowed, beside what base_errors.h has.
using AllowedCondition = MessageOf<"allowed.condition", Name<"example">>;
using AllowedCollapse = MessageOf<"allowed.collapse", Said<"duration">>;
using AllowedDislikes = MessageOf<"allowed.dislikes", Said<"condition">>;
using AllowedTypes = MessageOf<"allowed.types">;
using AllowedPeriod = MessageOf<"allowed.period", Said<"share">, Name<"example">>;
using PeriodEndsEarly = MessageOf<"allowed.period.ends_early">;
using PeriodWithoutStart = MessageOf<"allowed.period.without_start", Said<"form">>;

// The help of a command, from the top.
using HelpProgram = MessageOf<"help.program", Name<"kernels">, Name<"products">>;
using HelpUsage = MessageOf<"help.usage", Name<"call">>;
using HelpAnyOptions = MessageOf<"help.any_options">;
using HelpAnyCommand = MessageOf<"help.any_command">;
using HelpArguments = MessageOf<"help.arguments">;
using HelpOptions = MessageOf<"help.options">;
using HelpOptionsOneNeeded = MessageOf<"help.options_one_needed">;
using HelpCommands = MessageOf<"help.commands">;

// The value of a flag.
using HelpValueText = MessageOf<"help.value.text">;
using HelpValueInteger = MessageOf<"help.value.integer">;
using HelpValueNumber = MessageOf<"help.value.number">;
using HelpValueSeveral = MessageOf<"help.value.several", Count<"min">>;
using HelpValueDefault = MessageOf<"help.value.default", Name<"value">>;

// What else a flag wants.
using HelpRequired = MessageOf<"help.flag.required">;
using HelpNeeds = MessageOf<"help.flag.needs", Names<"flags">>;
using HelpExcludes = MessageOf<"help.flag.excludes", Names<"flags">>;

using HelpMessages =
    MessageList<HelpTableHead, HelpOption, HelpAutomatic, AllowedCondition, AllowedCollapse,
                AllowedDislikes, AllowedTypes, AllowedPeriod, PeriodWithoutStart, PeriodEndsEarly,
                HelpProgram, HelpUsage, HelpAnyOptions, HelpAnyCommand, HelpArguments, HelpOptions,
                HelpOptionsOneNeeded, HelpCommands, HelpValueText, HelpValueInteger,
                HelpValueNumber, HelpValueSeveral, HelpValueDefault, HelpRequired, HelpNeeds,
                HelpExcludes>;

}  // namespace twotower
