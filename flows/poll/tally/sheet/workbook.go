package sheet

import (
	"bytes"
	"fmt"
	"iter"
	"regexp"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// workbook reads the first sheet of an Excel workbook. Cells are read as they
// are stored: as they are shown a number may be rounded.
func workbook(data []byte) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
		if err != nil {
			yield(row{}, fmt.Errorf("this is no Excel workbook that can be read: %w", err))
			return
		}
		defer file.Close()
		lines, err := file.Rows(file.GetSheetName(0))
		if err != nil {
			yield(row{}, err)
			return
		}
		defer lines.Close()
		for line := 1; lines.Next(); line++ {
			cells, err := lines.Columns()
			if err != nil {
				yield(row{}, lineError{line, err.Error()})
				return
			}
			for i, cell := range cells {
				cells[i] = stored(cell)
			}
			if trim(cells) && !yield(row{line, cells}, nil) {
				return
			}
		}
	}
}

// Excel keeps 15 digits of a number and may store what it keeps with more:
// 89.51 as 89.510000000000005.
// https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
const excelDigits = 15

var long = regexp.MustCompile(`^-?(\d+\.\d{10,}|\d+(\.\d+)?[Ee][-+]?\d+)$`)

// stored is a cell's number with the digits that Excel keeps of it.
func stored(cell string) string {
	if !long.MatchString(cell) {
		return cell
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return cell
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', excelDigits, 64), 64)
	if err != nil {
		return cell
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}
