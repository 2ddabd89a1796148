package pdfium

// The module holds drawing, pictures and the filling of forms, which nothing here asks for. Before it is compiled, the
// functions that no call can reach are emptied: a third of the code, and the largest functions by far, which decide how
// much memory compiling takes. What is not there cannot be attacked, either.

// kept names the functions of the module that are called from outside: by this package, and by the host functions that
// unwind the stack after an exception.
var kept = map[string]bool{
	"_initialize": true, "malloc": true, "free": true,
	"emscripten_stack_get_current": true, "_emscripten_stack_restore": true, "_emscripten_stack_alloc": true,

	"FPDF_InitLibrary": true, "FPDF_LoadMemDocument64": true, "FPDF_CloseDocument": true, "FPDF_GetLastError": true,
	"FPDF_GetPageCount": true, "FPDF_LoadPage": true, "FPDF_ClosePage": true, "FPDF_GetPageBoundingBox": true,
	"FPDFPage_GetRotation": true, "FPDFPage_CountObjects": true, "FPDFPage_GetObject": true,

	"FPDFText_LoadPage": true, "FPDFText_ClosePage": true, "FPDFText_CountChars": true, "FPDFText_GetUnicode": true,
	"FPDFText_IsGenerated": true, "FPDFText_GetCharAngle": true, "FPDFText_GetCharOrigin": true,
	"FPDFText_GetFontSize": true, "FPDFText_GetLooseCharBox": true, "FPDFText_GetMatrix": true,
	"FPDFText_GetTextObject": true,

	"FPDFPageObj_GetType": true, "FPDFPageObj_GetBounds": true, "FPDFPageObj_GetMatrix": true,
	"FPDFPageObj_GetFillColor": true, "FPDFPageObj_GetStrokeColor": true, "FPDFPageObj_GetClipPath": true,
	"FPDFFormObj_CountObjects": true, "FPDFFormObj_GetObject": true,
	"FPDFPath_CountSegments": true, "FPDFPath_GetPathSegment": true, "FPDFPath_GetDrawMode": true,
	"FPDFPathSegment_GetType": true, "FPDFPathSegment_GetPoint": true, "FPDFPathSegment_GetClose": true,
	"FPDFClipPath_CountPaths": true, "FPDFClipPath_CountPathSegments": true, "FPDFClipPath_GetPathSegment": true,
}

// emptied is a function without local variables that traps.
var emptied = []byte{0x00, 0x00, 0x0B}

// pruned keeps the exports that are called and empties the bodies that cannot be reached from them, from
// the start function or from the table through which functions are called indirectly.
func pruned(m []section) error {
	functions := uint32(0) // imported ones come first
	var bodies [][]byte
	var roots []uint32
	var code *section
	for i := range m {
		s := &m[i]
		r := &reader{b: s.body}
		switch s.id {
		case sectionImport:
			functions = importedFunctions(r)
		case sectionExport:
			var at []uint32
			s.body, at = keptExports(r)
			roots = append(roots, at...)
		case sectionStart:
			roots = append(roots, r.u32())
		case sectionElement:
			roots = append(roots, elements(r)...)
		case sectionCode:
			code, bodies = s, r.vectors()
		}
		if r.bad {
			return errModule
		}
	}
	if code == nil {
		return errModule
	}
	reached, ok := reachable(bodies, functions, roots)
	if !ok {
		return errModule
	}
	for i := range bodies {
		if !reached[i] {
			bodies[i] = emptied
		}
	}
	code.body = vectors(bodies)
	return nil
}

// reachable says which bodies direct calls lead to from the roots, which count the imported functions.
func reachable(bodies [][]byte, imported uint32, roots []uint32) ([]bool, bool) {
	reached := make([]bool, len(bodies))
	open := roots
	for len(open) > 0 {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		if at < imported || int(at-imported) < len(bodies) && reached[at-imported] {
			continue
		}
		if int(at-imported) >= len(bodies) {
			return nil, false
		}
		reached[at-imported] = true
		var ok bool
		if open, ok = appendCalls(open, bodies[at-imported]); !ok {
			return nil, false
		}
	}
	return reached, true
}

// appendCalls appends the functions that a body calls or takes the address of.
func appendCalls(out []uint32, body []byte) ([]uint32, bool) {
	r := &reader{b: body}
	r.locals()
	for r.at < len(body) && !r.bad {
		switch body[r.at] {
		case 0x10, 0x12, 0xD2: // call, return_call, ref.func
			target := reader{b: body, at: r.at + 1}
			out = append(out, target.u32())
		}
		r.instruction()
	}
	return out, !r.bad
}

func importedFunctions(r *reader) uint32 {
	functions := uint32(0)
	for range r.u32() {
		r.bytes() // module
		r.bytes() // name
		switch r.byte() {
		case 0: // function
			r.leb()
			functions++
		case 1: // table
			r.byte()
			r.limits()
		case 2: // memory
			r.limits()
		case 3: // global
			r.skip(2)
		case 4: // tag
			r.skip(1)
			r.leb()
		default:
			r.bad = true
		}
		if r.bad {
			break
		}
	}
	return functions
}

// keptExports leaves out the functions that nobody calls, and gives the numbers of the others.
func keptExports(r *reader) (body []byte, functions []uint32) {
	n := uint32(0)
	var entries []byte
	for range r.u32() {
		begin := r.at
		name := r.bytes()
		kind, at := r.byte(), r.u32()
		if r.bad {
			return nil, nil
		}
		if kind == 0 {
			if !kept[string(name)] {
				continue
			}
			functions = append(functions, at)
		}
		entries = append(entries, r.b[begin:r.at]...)
		n++
	}
	return append(appendU32(nil, n), entries...), functions
}

// elements are the functions in the table. Only the plain form is known: offset and numbers.
func elements(r *reader) (functions []uint32) {
	for range r.u32() {
		if r.u32() != 0 || r.byte() != 0x41 { // i32.const
			r.bad = true
			return nil
		}
		r.leb()
		if r.byte() != 0x0B { // end of the offset
			r.bad = true
			return nil
		}
		for range r.u32() {
			functions = append(functions, r.u32())
			if r.bad {
				return nil
			}
		}
	}
	return functions
}
