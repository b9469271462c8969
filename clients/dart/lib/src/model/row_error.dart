//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/row_error_severity_enum.dart';
import 'package:gopay_client/src/model/row_error_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'row_error.g.dart';

/// RowError
///
/// Properties:
/// * [line] - Counted from 1, the header's.
/// * [severity]
/// * [code]
/// * [detail]
/// * [state]
/// * [to] - As it stood in the file.
/// * [amount] - As it stood in the file.
@BuiltValue()
abstract class RowError implements Built<RowError, RowErrorBuilder> {
  /// Counted from 1, the header's.
  @BuiltValueField(wireName: r'line')
  int get line;

  @BuiltValueField(wireName: r'severity')
  RowErrorSeverityEnum get severity;
  // enum severityEnum {  error,  warning,  };

  @BuiltValueField(wireName: r'code')
  String get code;

  @BuiltValueField(wireName: r'detail')
  String get detail;

  @BuiltValueField(wireName: r'state')
  RowErrorStateEnum get state;
  // enum stateEnum {  PENDING,  BAD,  PAID,  FAILED,  };

  /// As it stood in the file.
  @BuiltValueField(wireName: r'to')
  String get to;

  /// As it stood in the file.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  RowError._();

  factory RowError([void updates(RowErrorBuilder b)]) = _$RowError;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(RowErrorBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<RowError> get serializer => _$RowErrorSerializer();
}

class _$RowErrorSerializer implements PrimitiveSerializer<RowError> {
  @override
  final Iterable<Type> types = const [RowError, _$RowError];

  @override
  final String wireName = r'RowError';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    RowError object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'line';
    yield serializers.serialize(
      object.line,
      specifiedType: const FullType(int),
    );
    yield r'severity';
    yield serializers.serialize(
      object.severity,
      specifiedType: const FullType(RowErrorSeverityEnum),
    );
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(String),
    );
    yield r'detail';
    yield serializers.serialize(
      object.detail,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(RowErrorStateEnum),
    );
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    RowError object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required RowErrorBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'line':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.line = valueDes;
          break;
        case r'severity':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(RowErrorSeverityEnum),
          ) as RowErrorSeverityEnum;
          result.severity = valueDes;
          break;
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
          break;
        case r'detail':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.detail = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(RowErrorStateEnum),
          ) as RowErrorStateEnum;
          result.state = valueDes;
          break;
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.to = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  RowError deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = RowErrorBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


