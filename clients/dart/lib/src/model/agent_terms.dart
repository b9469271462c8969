//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/pays_out_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent_terms.g.dart';

/// AgentTerms
///
/// Properties:
/// * [paysOut]
/// * [withholdingPercent] - Tax that is kept back of each commission paid.
/// * [confirmAbove] - Customers confirm larger cash-ins by a code; null: none.
/// * [servesWithoutPhone]
@BuiltValue()
abstract class AgentTerms implements Built<AgentTerms, AgentTermsBuilder> {
  @BuiltValueField(wireName: r'pays_out')
  PaysOutEnum get paysOut;
  // enum paysOutEnum {  INSTANT,  MONTHLY,  };

  /// Tax that is kept back of each commission paid.
  @BuiltValueField(wireName: r'withholding_percent')
  String get withholdingPercent;

  /// Customers confirm larger cash-ins by a code; null: none.
  @BuiltValueField(wireName: r'confirm_above')
  String? get confirmAbove;

  @BuiltValueField(wireName: r'serves_without_phone')
  bool get servesWithoutPhone;

  AgentTerms._();

  factory AgentTerms([void updates(AgentTermsBuilder b)]) = _$AgentTerms;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AgentTermsBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AgentTerms> get serializer => _$AgentTermsSerializer();
}

class _$AgentTermsSerializer implements PrimitiveSerializer<AgentTerms> {
  @override
  final Iterable<Type> types = const [AgentTerms, _$AgentTerms];

  @override
  final String wireName = r'AgentTerms';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AgentTerms object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pays_out';
    yield serializers.serialize(
      object.paysOut,
      specifiedType: const FullType(PaysOutEnum),
    );
    yield r'withholding_percent';
    yield serializers.serialize(
      object.withholdingPercent,
      specifiedType: const FullType(String),
    );
    yield r'confirm_above';
    yield object.confirmAbove == null ? null : serializers.serialize(
      object.confirmAbove,
      specifiedType: const FullType.nullable(String),
    );
    yield r'serves_without_phone';
    yield serializers.serialize(
      object.servesWithoutPhone,
      specifiedType: const FullType(bool),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AgentTerms object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AgentTermsBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pays_out':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(PaysOutEnum),
          ) as PaysOutEnum;
          result.paysOut = valueDes;
          break;
        case r'withholding_percent':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.withholdingPercent = valueDes;
          break;
        case r'confirm_above':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.confirmAbove = valueDes;
          break;
        case r'serves_without_phone':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.servesWithoutPhone = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AgentTerms deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AgentTermsBuilder();
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


