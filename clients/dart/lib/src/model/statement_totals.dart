//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'statement_totals.g.dart';

/// StatementTotals
///
/// Properties:
/// * [in_]
/// * [out_]
/// * [fees] - Part of `out`, or kept back from `in`.
@BuiltValue()
abstract class StatementTotals implements Built<StatementTotals, StatementTotalsBuilder> {
  @BuiltValueField(wireName: r'in')
  String get in_;

  @BuiltValueField(wireName: r'out')
  String get out_;

  /// Part of `out`, or kept back from `in`.
  @BuiltValueField(wireName: r'fees')
  String get fees;

  StatementTotals._();

  factory StatementTotals([void updates(StatementTotalsBuilder b)]) = _$StatementTotals;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(StatementTotalsBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<StatementTotals> get serializer => _$StatementTotalsSerializer();
}

class _$StatementTotalsSerializer implements PrimitiveSerializer<StatementTotals> {
  @override
  final Iterable<Type> types = const [StatementTotals, _$StatementTotals];

  @override
  final String wireName = r'StatementTotals';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    StatementTotals object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'in';
    yield serializers.serialize(
      object.in_,
      specifiedType: const FullType(String),
    );
    yield r'out';
    yield serializers.serialize(
      object.out_,
      specifiedType: const FullType(String),
    );
    yield r'fees';
    yield serializers.serialize(
      object.fees,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    StatementTotals object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required StatementTotalsBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'in':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.in_ = valueDes;
          break;
        case r'out':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.out_ = valueDes;
          break;
        case r'fees':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fees = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  StatementTotals deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = StatementTotalsBuilder();
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


