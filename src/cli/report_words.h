#pragma once

#include <functional>

#include "messages/language.h"
#include "run/report_texts.h"
#include "run/train.h"

namespace twotower {

// What a run's report.html says in that language.
std::function<ReportTexts(const RunResult&)> report_words(Language language);

}  // namespace twotower
