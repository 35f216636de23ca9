#!/bin/sh
# Makes the returns, the docked folder and the letters of this sample anew. Run it in this folder.
set -eu
day=2026-11-22
for department in departments/*; do
  legacymap share "$department" --audience government --as-of "$day" -q -o "returns/$(basename "$department")"
done
legacymap dock returns/* --into docked --as-of "$day" --replace -q
legacymap reconcile docked --as-of "$day" --letters letters -q || true # two references lead nowhere, on purpose
