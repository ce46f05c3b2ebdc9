#pragma once

#include <string_view>

namespace twotower {

// The files of report/page/, as they were when this was built. kReportHtml has the places
// /*{noscript}*/, /*{style}*/, /*{script}*/ and /*{data}*/.
extern const std::string_view kReportHtml;
extern const std::string_view kReportStyle;
extern const std::string_view kReportScript;

}  // namespace twotower
