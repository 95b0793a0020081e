package config

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// The environment overrides every key: YISHI_ and the upper-case path, lists by
// number (YISHI_WECHAT_0_APP_SECRET). With _FILE behind it the value is what
// the file named holds, so that a secret need not stand in the environment.

const envPrefix = "YISHI"

// overlay lays the variables over c. ignored are those that name no key.
func overlay(c *Config, env []string) (ignored []string, err error) {
	o := &overlaid{vars: map[string]string{}, used: map[string]bool{}}
	for _, v := range env {
		if name, value, _ := strings.Cut(v, "="); strings.HasPrefix(name, envPrefix+"_") {
			o.vars[name] = value
		}
	}
	if err := o.set(envPrefix, reflect.ValueOf(c).Elem()); err != nil {
		return nil, err
	}
	for name := range o.vars {
		if !o.used[name] {
			ignored = append(ignored, name)
		}
	}
	slices.Sort(ignored)
	return ignored, nil
}

type overlaid struct {
	vars map[string]string
	used map[string]bool
}

func (o *overlaid) set(name string, v reflect.Value) error {
	switch v.Kind() {
	case reflect.String, reflect.Bool:
		return o.text(name, v)
	case reflect.Pointer:
		return o.pointer(name, v)
	case reflect.Slice:
		return o.list(name, v)
	case reflect.Struct:
		for i := range v.NumField() {
			if key := yamlKey(v.Type().Field(i)); key != "" {
				if err := o.set(name+"_"+strings.ToUpper(key), v.Field(i)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (o *overlaid) text(name string, v reflect.Value) error {
	value, given := o.vars[name]
	file, fromFile := o.vars[name+"_FILE"]
	switch {
	case given && fromFile:
		return fmt.Errorf("both %s and %s_FILE are set: keep one of them", name, name)
	case given:
		o.used[name] = true
		return put(name, v, value)
	case fromFile:
		o.used[name+"_FILE"] = true
		data, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("%s_FILE: %w", name, err)
		}
		return put(name, v, strings.TrimSpace(string(data)))
	}
	return nil
}

// put sets a text, or what is true or false.
func put(name string, v reflect.Value, value string) error {
	if v.Kind() == reflect.String {
		v.SetString(value)
		return nil
	}
	on, err := strconv.ParseBool(value)
	if err != nil {
		return fmt.Errorf("%s: %q is neither true nor false", name, value)
	}
	v.SetBool(on)
	return nil
}

func (o *overlaid) pointer(name string, v reflect.Value) error {
	if !o.has(name + "_") {
		return nil
	}
	if v.IsNil() {
		v.Set(reflect.New(v.Type().Elem()))
	}
	return o.set(name, v.Elem())
}

// list sets the entries there are, and adds entries as long as there are
// variables for the next number.
func (o *overlaid) list(name string, v reflect.Value) error {
	for i := 0; ; i++ {
		entry := fmt.Sprintf("%s_%d", name, i)
		if i >= v.Len() {
			if _, whole := o.vars[entry]; !whole && !o.has(entry+"_") {
				return nil
			}
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		}
		if err := o.set(entry, v.Index(i)); err != nil {
			return err
		}
	}
}

func (o *overlaid) has(prefix string) bool {
	for name := range o.vars {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
